/**
 * What was measured, and what that says: pure values.
 *
 * <p>{@code Results} holds what {@code Cell} by subject was {@code Measured} in each round, and
 * takes ratios and differences <em>round by round</em>, then their median: a machine that drifts
 * drifts for both sides. {@code Goals} turns them into {@code Goal}s that pass or fail.
 */
@NullMarked
package dev.parallax.bench.load.result;

import org.jspecify.annotations.NullMarked;
