package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.detect.Context;
import dev.parallax.recorder.sanitize.detect.Kind;
import dev.parallax.recorder.sanitize.detect.Thing;
import org.jspecify.annotations.Nullable;

/**
 * Where in a message a value stands. Made of sanitised names only.
 *
 * @param text place and pointer, without the side: {@code body /items/0}, or of whichever item, as
 *     {@code Leaf.location} has it, {@code body /items/*}
 * @param name what the value is called there, lower-case: field, parameter, header or cookie name;
 *     empty where it has none
 * @param nameTells what the value is by what it is called; null if that tells nothing
 */
record Location(String text, String name, @Nullable Kind nameTells) {

  /** One that has a name of its own, and none around it that matters. */
  Location(String text, String name) {
    this(text, name, name.isEmpty() ? null : Context.of(called(text, name), ""));
  }

  /** The thing that the value is of, by what it is called; null if that tells of none. */
  @Nullable Thing thing() {
    return name.isEmpty() ? null : Thing.of(called(text, name));
  }

  /** The name as it is written, at the text's end. */
  private static String called(String text, String name) {
    int start = text.length() - name.length();
    return text.regionMatches(true, start, name, 0, name.length()) ? text.substring(start) : name;
  }
}
