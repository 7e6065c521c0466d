/**
 * The values of messages, each by its place: read, and written again where it stands.
 *
 * <p>{@link dev.parallax.replayer.correlate.place.RequestValues} and {@link
 * dev.parallax.replayer.correlate.place.ResponseValues} go through a message and show each value to
 * a {@link dev.parallax.replayer.correlate.place.Visitor}, with the {@link
 * dev.parallax.replayer.correlate.place.Trail} that leads to it. What a visitor gives back is
 * written there, in the same writing: percent-encoded, base64, as a JSON string or number. One
 * class does both, so what was found at a place is written at that place. {@code Nested} looks into
 * values that hold others; the rest is one class for each form.
 *
 * <p>Pure. Whatever comes is no error: what can't be read has no values. Visits are confined to one
 * thread.
 */
@NullMarked
package dev.parallax.replayer.correlate.place;

import org.jspecify.annotations.NullMarked;
