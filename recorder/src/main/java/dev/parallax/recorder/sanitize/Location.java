package dev.parallax.recorder.sanitize;

/**
 * Where in a message a value stands. Made of sanitised names only.
 *
 * @param text place and pointer, as in {@code Leaf.location} after the side: {@code body /items/0}
 * @param name what the value is called there, lower-case: field, parameter, header or cookie name;
 *     empty where it has none
 */
record Location(String text, String name) {}
