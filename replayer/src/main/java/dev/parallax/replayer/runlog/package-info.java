/**
 * Writes a run down: its events, and each exchange once, followed by all of its outcomes.
 *
 * <p>{@link dev.parallax.replayer.runlog.RunLogWriter} holds the thread, {@code RunLog} says what
 * is written in which order. The writer does all sanitising and appending on one thread of its own;
 * what is given to it waits in a short queue, and who gives more waits. Outcomes of exchanges that
 * have further rounds to go are kept in an {@code OutcomeSpool} meanwhile.
 */
@NullMarked
package dev.parallax.replayer.runlog;

import org.jspecify.annotations.NullMarked;
