package dev.parallax.recorder.raw;

import java.util.List;
import java.util.Optional;

/** One header line as sent: the name's case is kept, repeats are separate lines. */
public record RawHeader(String name, String value) {

  /** The value of the first line of that name, whatever its case. */
  public static Optional<String> first(List<RawHeader> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(RawHeader::value)
        .findFirst();
  }

  @Override
  public String toString() {
    return "RawHeader[%d chars]".formatted(value.length());
  }
}
