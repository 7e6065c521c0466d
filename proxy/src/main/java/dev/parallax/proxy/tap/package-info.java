/**
 * Copies of what passes, for the capture: never a delay, never an error.
 *
 * <p>Read {@link dev.parallax.proxy.tap.Taps} (one tap for each exchange), {@link
 * dev.parallax.proxy.tap.ExchangeTap} (what it is told), {@code RecordingTap} (what it makes of
 * it), {@code BodyCopy} (within the cap and the capture's budget), {@code StreamShare} (what open
 * streams may hold of that), {@code GuardedTap} (a failure in here stays in here).
 *
 * <p>A tap is confined to the event loop of its exchange; {@link
 * dev.parallax.recorder.capture.Capture} is the one thread crossing.
 */
@NullMarked
package dev.parallax.proxy.tap;

import org.jspecify.annotations.NullMarked;
