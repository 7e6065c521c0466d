/**
 * Locates the differences between the answers to one exchange: status, headers, JSON, text, bytes.
 *
 * <p>Read {@link dev.parallax.comparator.diff.ExchangeDiff}, which makes one comparison of an
 * exchange and its outcomes, then {@code AnswerDiff} for the order in which two answers are
 * compared, then {@code JsonDiff} with {@code Alignment} for lists, and {@code StreamDiff} for
 * messages. {@code OneName}, {@code Clock} and {@code Masks} say what is not a difference.
 *
 * <p>Pure functions; every instance is used by one thread and thrown away.
 */
@NullMarked
package dev.parallax.comparator.diff;

import org.jspecify.annotations.NullMarked;
