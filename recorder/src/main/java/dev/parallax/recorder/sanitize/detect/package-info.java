/**
 * Recognises kinds of sensitive values by their form: pure functions, safe on any thread.
 *
 * <p>{@link dev.parallax.recorder.sanitize.detect.Kind} names them; {@link
 * dev.parallax.recorder.sanitize.detect.Shapes} says of what kind a whole value is, {@link
 * dev.parallax.recorder.sanitize.detect.Finder} finds kinds within text, {@link
 * dev.parallax.recorder.sanitize.detect.Gibberish} tells words from random characters. One cheap
 * pass ({@link dev.parallax.recorder.sanitize.detect.Census}) decides which of them have to look.
 */
@NullMarked
package dev.parallax.recorder.sanitize.detect;

import org.jspecify.annotations.NullMarked;
