/**
 * Replaces what is sensitive before anything leaves the process; deny by default.
 *
 * <p>Read {@link dev.parallax.recorder.sanitize.Sanitiser} first.
 */
@NullMarked
package dev.parallax.recorder.sanitize;

import org.jspecify.annotations.NullMarked;
