/**
 * Makes a small suite of a long recording: {@link dev.parallax.recorder.distill.Distillation} is
 * told of each exchange and chooses which stay; {@link dev.parallax.recorder.distill.Dependencies}
 * say what one needs before it.
 *
 * <p>Pure: no clock, no I/O, no random; the same recording gives the same suite. Confined to one
 * thread.
 */
@NullMarked
package dev.parallax.recorder.distill;

import org.jspecify.annotations.NullMarked;
