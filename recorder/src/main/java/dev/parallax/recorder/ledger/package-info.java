/**
 * The account of every exchange seen: captured, sampled out, or lost, each with a reason.
 *
 * <p>{@link dev.parallax.recorder.ledger.Ledger} counts, from any thread; {@link
 * dev.parallax.recorder.ledger.LedgerJournal} turns what was counted since the last time into
 * events, on the thread that writes the log. Entries add up: their sum is the ledger.
 *
 * <p>Only exchanges that the worker took are counted by endpoint, and only by one whose words may
 * be told. What was dropped before is unclassified, since to look at its path is work that the
 * event loops are spared.
 */
@NullMarked
package dev.parallax.recorder.ledger;

import org.jspecify.annotations.NullMarked;
