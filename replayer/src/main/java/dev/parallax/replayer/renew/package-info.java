/**
 * What a request must not repeat: each sending is one of its own, told apart from production's and
 * from every other, and whoever gets it can tell which run and which exchange it is of.
 *
 * <p>{@link dev.parallax.replayer.renew.Baggage} says what all sendings of an exchange have in
 * common; {@link dev.parallax.replayer.renew.Renewal} gives each a trace and keys of its own, drawn
 * from run, exchange, leg and attempt by {@code Drawn}, so that a run that is done again by another
 * worker sends the same. {@link dev.parallax.replayer.renew.TraceHeaders} are those that would
 * contradict that, and are dropped.
 *
 * <p>All are values, used on the threads that send.
 */
@NullMarked
package dev.parallax.replayer.renew;

import org.jspecify.annotations.NullMarked;
