package dev.parallax.recorder.sanitize.pseudonym;

/**
 * What stands in a value's place.
 *
 * @param injective whether unequal values have unequal pseudonyms: by construction, or because a
 *     collision among ten million values is less likely than one in a hundred thousand
 */
public record Pseudonym(String text, boolean injective) {}
