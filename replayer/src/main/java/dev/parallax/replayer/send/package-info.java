/**
 * Sends one request to one leg and says what came of it.
 *
 * <p>{@link dev.parallax.replayer.send.StagingRequest} makes what is sent of what was recorded,
 * {@link dev.parallax.replayer.send.LegClient} holds a leg's connections, and {@link
 * dev.parallax.replayer.send.Attempt} is one sending, which ends in an {@link
 * dev.parallax.replayer.send.Answer} whatever happens: {@code Failures} names what went wrong.
 * {@code Delivery} writes what is said, message by message where it is a stream, and {@code
 * KeptBody} keeps what is answered and knows when that is enough. {@code ClientSetup} says how many
 * connections there are, and why.
 *
 * <p>Each leg has one event loop of its own; an attempt's state is confined to it, and its answer
 * may be awaited on any other thread. Nothing blocks the event loop.
 */
@NullMarked
package dev.parallax.replayer.send;

import org.jspecify.annotations.NullMarked;
