/**
 * Tells a code change from noise and environment skew, over all comparisons of a run.
 *
 * <p>Read {@link dev.parallax.comparator.noise.FindingFold}; then {@code Cell}, where a comparison
 * is counted; then the two ways to judge, {@code ExamplesRule} and {@code StatisticsRule} with
 * {@code Discordance} and {@code Significance}.
 *
 * <p>Pure: counts are integers and examples are samples by hash, so that partial folds merge
 * exactly. A fold is confined to one thread.
 */
@NullMarked
package dev.parallax.comparator.noise;

import org.jspecify.annotations.NullMarked;
