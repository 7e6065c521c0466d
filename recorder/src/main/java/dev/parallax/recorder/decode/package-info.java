/** Removes content codings (gzip, deflate, br, zstd), bounded in output. */
@NullMarked
package dev.parallax.recorder.decode;

import org.jspecify.annotations.NullMarked;
