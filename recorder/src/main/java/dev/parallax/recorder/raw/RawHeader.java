package dev.parallax.recorder.raw;

import java.util.List;
import java.util.Optional;

/** One header line as sent: the name's case is kept, repeats are separate lines. */
public record RawHeader(String name, String value) {

  /** The value of the first line of that name, whatever its case. */
  public static Optional<String> first(List<RawHeader> headers, String name) {
    for (RawHeader header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "RawHeader[%d chars]".formatted(value.length());
  }
}
