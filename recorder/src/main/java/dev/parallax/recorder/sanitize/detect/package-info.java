/**
 * Recognises kinds of sensitive values by their form: pure functions, safe on any thread.
 *
 * <p>{@link dev.parallax.recorder.sanitize.detect.Kind} names them; {@link
 * dev.parallax.recorder.sanitize.detect.Shapes} says of what kind a whole value is, {@link
 * dev.parallax.recorder.sanitize.detect.Finder} finds kinds within text: it has the list of
 * detectors, one a kind as a rule. One cheap pass ({@link
 * dev.parallax.recorder.sanitize.detect.Census}) decides which of them have to look. {@link
 * dev.parallax.recorder.sanitize.detect.Folded} reads other scripts and widths as ASCII, {@link
 * dev.parallax.recorder.sanitize.detect.Gibberish} tells words from random characters. National
 * numbers are described, not coded: {@code Countries} lists a {@link
 * dev.parallax.recorder.sanitize.detect.NationalForm} for each. {@link
 * dev.parallax.recorder.sanitize.detect.Context} tells kinds by what values are called.
 */
@NullMarked
package dev.parallax.recorder.sanitize.detect;

import org.jspecify.annotations.NullMarked;
