package dev.parallax.replayer.pool;

import dev.parallax.replayer.correlate.place.Place;
import java.nio.file.Path;

/** Where the ids of a pool are from. */
public sealed interface PoolSource {

  /** One id a line. */
  record Lines(Path file) implements PoolSource {}

  /**
   * An answer of staging's own.
   *
   * @param target of the GET that asks for it, below the leg's base path
   * @param place where the answer has the ids
   */
  record Listing(String target, Place place) implements PoolSource {}

  /**
   * @param text {@code orders.txt}, or {@code GET /orders?limit=500 body /items/*}{@code /id}
   * @throws IllegalArgumentException for what is neither, naming the setting
   */
  static PoolSource parse(String text) {
    String[] words = text.strip().split("\\s+", 3);
    if (!words[0].equals("GET")) {
      return new Lines(Path.of(text.strip()));
    }
    if (words.length < 3 || !words[1].startsWith("/")) {
      throw new IllegalArgumentException(
          "%s: %s (expected: FILE, or GET /path body /POINTER)".formatted(Pools.KEY, text.strip()));
    }
    try {
      return new Listing(words[1], Place.parse(words[2]));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: %s: %s".formatted(Pools.KEY, text.strip(), e.getMessage()), e);
    }
  }
}
