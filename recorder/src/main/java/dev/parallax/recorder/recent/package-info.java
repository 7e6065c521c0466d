/** Remembers what was worked out lately: traffic repeats itself. Bounded, and without a lock. */
@NullMarked
package dev.parallax.recorder.recent;

import org.jspecify.annotations.NullMarked;
