package dev.parallax.recorder.syntax;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The character references of HTML that have names. Loaded when the first one is met. */
final class HtmlEntityNames {

  static final int LONGEST = 33;

  /** Of those that need no semicolon. */
  static final int LONGEST_BARE = 6;

  /** With their semicolon, and some without one, too. */
  static final Map<String, String> TABLE = load();

  private HtmlEntityNames() {}

  private static Map<String, String> load() {
    Map<String, String> table = new HashMap<>();
    try (InputStream in = HtmlEntities.class.getResourceAsStream("html-entities.txt")) {
      if (in == null) {
        throw new IllegalStateException("html-entities.txt is not on the class path");
      }
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> add(line, table));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return table;
  }

  private static void add(String line, Map<String, String> table) {
    String[] words = line.split(" ", -1);
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < words.length; i++) {
      text.appendCodePoint(Integer.parseInt(words[i], 16));
    }
    table.put(words[0], text.toString());
  }
}
