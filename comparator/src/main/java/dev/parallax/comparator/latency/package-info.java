/** Response times by endpoint and leg, and the ratio of candidate to control with its interval. */
@NullMarked
package dev.parallax.comparator.latency;

import org.jspecify.annotations.NullMarked;
