/**
 * Keyed, deterministic replacements that keep the shape of what they stand for.
 *
 * <p>{@link dev.parallax.recorder.sanitize.pseudonym.Pseudonyms} is the way in: a kind and a value
 * give a {@link dev.parallax.recorder.sanitize.pseudonym.Pseudonym}, the same wherever the value
 * was met. Beneath it, {@code Keyed} is the only place that touches the key, {@code Digits}
 * permutes numbers without collisions, {@code Characters} replaces text. Safe on any thread.
 */
@NullMarked
package dev.parallax.recorder.sanitize.pseudonym;

import org.jspecify.annotations.NullMarked;
