/**
 * How response times grow with the size of the answer, by endpoint and leg, and what that makes of
 * production's sizes: a build that is as fast as the one before on ten items may not be on fifty
 * thousand.
 *
 * <p>{@link dev.parallax.comparator.growth.GrowthFold} gathers, {@link
 * dev.parallax.comparator.growth.TheilSen} fits, and {@link dev.parallax.comparator.growth.Growth}
 * is what is said of an endpoint.
 */
@NullMarked
package dev.parallax.comparator.growth;

import org.jspecify.annotations.NullMarked;
