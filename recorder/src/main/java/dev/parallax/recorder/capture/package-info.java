/**
 * The hand-off from the proxy's event loops to the capture worker, bounded in bytes.
 *
 * <p>{@link dev.parallax.recorder.capture.Capture} is all that a tap sees.
 */
@NullMarked
package dev.parallax.recorder.capture;

import org.jspecify.annotations.NullMarked;
