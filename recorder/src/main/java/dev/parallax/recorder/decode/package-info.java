/**
 * Removes content codings (gzip, deflate, br, zstd), bounded in output.
 *
 * <p>{@link dev.parallax.recorder.decode.ContentDecoder} is the way in, {@link
 * dev.parallax.recorder.decode.Decoded} what comes out. Stateless, safe on any thread.
 */
@NullMarked
package dev.parallax.recorder.decode;

import org.jspecify.annotations.NullMarked;
