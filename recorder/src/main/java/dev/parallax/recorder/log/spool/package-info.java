/**
 * What the log does not take for now waits on disk: {@link
 * dev.parallax.recorder.log.spool.SpooledLog} stands before a log that may be away, and keeps the
 * order of what it is given.
 *
 * <p>Reading order: {@code Direct} remembers what the log was given and has not acknowledged;
 * {@code Spool} is the directory, a row of {@code Segment}s in the format of capture files; {@code
 * Forwarding} sends one of them, {@code Forwarder} all; {@code Turn} says who appends; {@code
 * SpoolState} is what of all that must survive the process.
 *
 * <p>Threads: one appends, one of this package forwards, and the log settles receipts on one of its
 * own. Whoever changes from one way to the other holds the {@code Turn}; the log behind is used by
 * one thread at a time.
 */
@NullMarked
package dev.parallax.recorder.log.spool;

import org.jspecify.annotations.NullMarked;
