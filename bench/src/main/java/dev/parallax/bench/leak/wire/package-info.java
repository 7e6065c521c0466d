/**
 * The real proxy between a client and an origin, over TCP: planted exchanges go from one to the
 * other, and what the origin saw is taped.
 */
@NullMarked
package dev.parallax.bench.leak.wire;

import org.jspecify.annotations.NullMarked;
