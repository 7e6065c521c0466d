package dev.parallax.replayer.correlate.place;

import org.jspecify.annotations.Nullable;

/** Is shown each value of a message. */
public interface Visitor {

  /**
   * @param value decoded
   * @return what to write in its place; null to leave it
   */
  @Nullable String visit(Trail trail, String value);
}
