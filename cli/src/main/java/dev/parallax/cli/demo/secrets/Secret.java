package dev.parallax.cli.demo.secrets;

import java.util.List;

/**
 * A value that must not be written.
 *
 * @param kind "e-mail", "card": for people
 * @param value as it is sent
 * @param canaries the parts of it, or other ways to write it, that give it away
 */
public record Secret(String kind, String value, List<Canary> canaries) {

  public Secret {
    canaries = List.copyOf(canaries);
  }
}
