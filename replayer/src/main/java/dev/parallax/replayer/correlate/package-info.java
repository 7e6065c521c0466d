/**
 * Values that a response gave and a later request used: found in the recording, and bound at replay
 * to what each leg gives instead.
 *
 * <p>{@link dev.parallax.replayer.correlate.Finder} goes through the exchanges in order of start
 * and finds each {@link dev.parallax.replayer.correlate.Edge}; {@link
 * dev.parallax.replayer.correlate.Strength} and {@code Noun} say when two equal values are one. A
 * {@link dev.parallax.replayer.correlate.Product} keeps what an exchange answered, in production
 * and at each leg, and {@link dev.parallax.replayer.correlate.Bindings} write that into a request.
 * What somebody knows better is a {@link dev.parallax.replayer.correlate.Rule}.
 *
 * <p>Finding is confined to the thread that plans. Bindings are used on the threads that send.
 */
@NullMarked
package dev.parallax.replayer.correlate;

import org.jspecify.annotations.NullMarked;
