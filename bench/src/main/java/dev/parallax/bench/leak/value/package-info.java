/** What is planted: kinds of values, seeded, each with what gives it away. One thread. */
@NullMarked
package dev.parallax.bench.leak.value;

import org.jspecify.annotations.NullMarked;
