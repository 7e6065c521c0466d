/** Tells a code change from noise and environment skew, over all comparisons of a run. */
@NullMarked
package dev.parallax.comparator.noise;

import org.jspecify.annotations.NullMarked;
