package dev.parallax.recorder.sanitize;

/**
 * Where in a message a value stands. Made of sanitised names only.
 *
 * @param text place and pointer, without the side: {@code body /items/0}, or of whichever item, as
 *     {@code Leaf.location} has it, {@code body /items/*}
 * @param name what the value is called there, lower-case: field, parameter, header or cookie name;
 *     empty where it has none
 */
record Location(String text, String name) {}
