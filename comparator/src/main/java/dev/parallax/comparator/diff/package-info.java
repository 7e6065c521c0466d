/** Locates the differences between two answers: status, headers, JSON, text, binary. */
@NullMarked
package dev.parallax.comparator.diff;

import org.jspecify.annotations.NullMarked;
