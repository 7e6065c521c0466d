package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.endpoint.PathHints;
import dev.parallax.recorder.sanitize.detect.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What may pass in the clear.
 *
 * @param mode how what is not named here is treated
 * @param clear locations that pass, as in {@code parallax.yaml}: {@code "response body
 *     /items/*}{@code /price"}, {@code "request query sort"}, {@code "request header x-region"}
 * @param paths URL path templates whose literal segments pass: {@code "/catalogue/{sku}"}, {@code
 *     "/site/**"}; and places where endpoints stay apart: {@code "!/cart/{step}"}
 * @param undetected the words of kinds that are not looked for where values pass, such as {@code
 *     "geo"}; in strict mode, what may not pass is replaced all the same
 */
public record SanitisePolicy(
    Mode mode, List<String> clear, List<String> paths, List<String> undetected) {

  private static final int DIGEST_BYTES = 6;

  private static final Pattern LOCATION =
      Pattern.compile(
          "(request|response) (body( /.*)?|message id /.*|query \\S.*|path/\\S.*|(header|trailer) [^A-Z\\s/]+([/ ].*)?)");

  /** But for its matrix parameters, which stand behind a semicolon. */
  private static final Pattern SEGMENT = Pattern.compile("request path/[^; ]*");

  public SanitisePolicy {
    clear = List.copyOf(clear);
    paths = List.copyOf(paths);
    undetected = undetected.stream().distinct().sorted().toList();
    for (String location : clear) {
      if (!LOCATION.matcher(location).matches()) {
        throw new IllegalArgumentException(
            "sanitise.clear: '%s' (expected: side, place and name, such as 'response body /items/*/price', 'request query sort' or, in lower case, 'request header x-region')"
                .formatted(location));
      }
    }
    for (String location : clear) {
      if (SEGMENT.matcher(location).matches()) {
        throw new IllegalArgumentException(
            "sanitise.clear: '%s' (expected: no segment of a path: sanitise.paths says which pass)"
                .formatted(location));
      }
    }
    for (String path : paths) {
      if (!PathHints.isWellFormed(path)) {
        throw new IllegalArgumentException(
            "sanitise.paths: '%s' (expected: a path such as /catalogue/{sku}, /files/** or !/cart/{step})"
                .formatted(path));
      }
    }
    for (String word : undetected) {
      if (Kind.personal(word).isEmpty()) {
        throw new IllegalArgumentException(
            "sanitise.undetected: '%s' (expected: %s)"
                .formatted(word, String.join(", ", Kind.personalWords())));
      }
    }
  }

  /** One that looks for all kinds. */
  public SanitisePolicy(Mode mode, List<String> clear, List<String> paths) {
    this(mode, clear, paths, List.of());
  }

  public static SanitisePolicy strict() {
    return new SanitisePolicy(Mode.STRICT, List.of(), List.of());
  }

  public static SanitisePolicy detect() {
    return new SanitisePolicy(Mode.DETECT, List.of(), List.of());
  }

  /** The same, in another mode. */
  SanitisePolicy in(Mode other) {
    return new SanitisePolicy(other, clear, paths, undetected);
  }

  Set<Kind> undetectedKinds() {
    return undetected.stream()
        .flatMap(word -> Kind.personal(word).stream())
        .collect(Collectors.toSet());
  }

  /** Names the policy: 12 hexadecimal digits, other ones for any other policy. */
  String digest() {
    try {
      String policy = mode + "\n" + String.join("\n", clear) + "\n\n" + String.join("\n", paths);
      policy += undetected.isEmpty() ? "" : "\n\n" + String.join("\n", undetected);
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(policy.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("SHA-256 is part of every JDK", missing);
    }
  }
}
