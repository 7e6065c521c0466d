package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Sanitisation.Mode;
import java.util.List;

/**
 * What may pass in the clear.
 *
 * @param mode how what is not named here is treated
 * @param clear locations that pass, as in {@code parallax.yaml}: {@code "response body
 *     /items/*}{@code /price"}, {@code "request query sort"}, {@code "request header x-region"}
 * @param paths URL path templates whose literal segments pass: {@code "/catalogue/{sku}"}
 */
public record SanitisePolicy(Mode mode, List<String> clear, List<String> paths) {

  public SanitisePolicy {
    clear = List.copyOf(clear);
    paths = List.copyOf(paths);
  }

  public static SanitisePolicy strict() {
    return new SanitisePolicy(Mode.STRICT, List.of(), List.of());
  }

  public static SanitisePolicy detect() {
    return new SanitisePolicy(Mode.DETECT, List.of(), List.of());
  }
}
