package dev.parallax.replayer.credentials;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * As whom a run sends.
 *
 * @param fixed headers that each request gets
 * @param source of the credentials of requests that were recorded with an Authorization header
 * @param everywhere whether those that were not get them, too
 */
public record Credentials(List<HeaderLine> fixed, Source source, boolean everywhere) {

  private static final Credentials NONE = new Credentials(List.of(), new Source.None(), false);

  public Credentials {
    fixed = List.copyOf(fixed);
  }

  /** What was recorded is sent. */
  public static Credentials none() {
    return NONE;
  }

  /** What they are, in a few words, without a secret; empty for none. */
  public String kind() {
    return Stream.of(fixed.isEmpty() ? "" : "fixed headers", source.kind())
        .filter(kind -> !kind.isEmpty())
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return "Credentials[%s]".formatted(kind());
  }
}
