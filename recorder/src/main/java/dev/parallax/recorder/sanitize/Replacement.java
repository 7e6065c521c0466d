package dev.parallax.recorder.sanitize;

/**
 * What stands in a value's place, and what is said of it.
 *
 * @param kind the word for {@code Leaf.kind}
 */
record Replacement(String text, String kind, boolean injective) {}
