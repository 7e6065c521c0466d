/**
 * Where planted values stand, and how they are written there: as a plain {@code Written} put into
 * the two messages of a {@code Planned} exchange, of which then bodies are coded and framed.
 */
@NullMarked
package dev.parallax.bench.leak.place;

import org.jspecify.annotations.NullMarked;
