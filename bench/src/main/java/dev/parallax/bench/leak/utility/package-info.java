/** What is kept: the other half of a leak test, which whoever drops everything would pass. */
@NullMarked
package dev.parallax.bench.leak.utility;

import org.jspecify.annotations.NullMarked;
