/** Plants, searches, counts and judges. */
@NullMarked
package dev.parallax.bench.leak.run;

import org.jspecify.annotations.NullMarked;
