/**
 * Samples chosen by hash: which exchanges stand for all does not depend on the order in which they
 * were seen, and samples of parts merge to the sample of the whole.
 */
@NullMarked
package dev.parallax.comparator.sample;

import org.jspecify.annotations.NullMarked;
