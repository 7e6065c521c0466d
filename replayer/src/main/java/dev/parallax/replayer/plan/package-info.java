/**
 * What is sent, when, and in which order. Pure: values in, values out; time is an argument.
 *
 * <p>{@link dev.parallax.replayer.plan.Pace} computes when an exchange is due, {@link
 * dev.parallax.replayer.plan.SessionOrder} what it waits for, {@link
 * dev.parallax.replayer.plan.Replayable} whether it may be sent at all, and {@link
 * dev.parallax.replayer.plan.Rounds} how often, to which leg, in which order. {@link
 * dev.parallax.replayer.plan.Script} is how one that is a stream goes on.
 */
@NullMarked
package dev.parallax.replayer.plan;

import org.jspecify.annotations.NullMarked;
