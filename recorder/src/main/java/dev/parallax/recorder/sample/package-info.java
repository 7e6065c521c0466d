/**
 * Decides which exchanges are kept, and with what probability, and what can be told of all traffic
 * by those.
 *
 * <p>{@link dev.parallax.recorder.sample.Sampler} has the choice: by the lot of the session ({@code
 * ShareSampler}, the same answer in each process), by errors ({@code Errors}), slow tails ({@code
 * SlowTails}) and novelty ({@code Shapes}, {@code Novelty}). All of that is bounded in memory, and
 * holds hashes and counts only. {@link dev.parallax.recorder.sample.Weights} says what a recorded
 * exchange stands for, and {@link dev.parallax.recorder.sample.Totals} adds up.
 */
@NullMarked
package dev.parallax.recorder.sample;

import org.jspecify.annotations.NullMarked;
