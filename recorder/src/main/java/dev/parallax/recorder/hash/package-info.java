/** Hashes that are quick, and not for secrets. */
@NullMarked
package dev.parallax.recorder.hash;

import org.jspecify.annotations.NullMarked;
