/**
 * HTTP messages as they were seen, unsanitised: they never leave the process.
 *
 * <p>Plain values without Netty or Vert.x types; {@code toString} of each prints sizes and counts,
 * never captured text, so that no log line or error can leak one.
 */
@NullMarked
package dev.parallax.recorder.raw;

import org.jspecify.annotations.NullMarked;
