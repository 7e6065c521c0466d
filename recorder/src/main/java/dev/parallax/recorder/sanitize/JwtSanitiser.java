package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.detect.Find;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Signed JSON web tokens (RFC 7519): stay ones, with sanitised header and claims, so that a claim
 * joins with the same value elsewhere. Times stay, the signature is replaced at its length.
 */
final class JwtSanitiser {

  private static final int MAX_CHARS = 16_384;

  private final JsonSanitiser json;
  private final Replacer replacer;

  JwtSanitiser(JsonSanitiser json, Replacer replacer) {
    this.json = json;
    this.replacer = replacer;
  }

  /** Empty if the value is no such token, or can't be read as one. */
  Optional<Replacement> replace(String value) {
    if (value.length() > MAX_CHARS || !value.startsWith("eyJ") || !whole(value)) {
      return Optional.empty();
    }
    String[] parts = value.split("\\.", -1);
    Optional<String> header = part(parts[0], json::tokenHeader);
    Optional<String> claims = part(parts[1], json::tokenClaims);
    if (parts.length != 3 || header.isEmpty() || claims.isEmpty()) {
      return Optional.empty();
    }
    String signature = replacer.of(Kind.TOKEN, parts[2]);
    String text = header.get() + '.' + claims.get() + '.' + signature;
    return Optional.of(new Replacement(text, Kind.JWT.word(), signature.length() > 16));
  }

  private static Optional<String> part(
      String encoded, Function<String, Optional<String>> sanitise) {
    try {
      String decoded = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
      return sanitise
          .apply(decoded)
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .map(Base64.getUrlEncoder().withoutPadding()::encodeToString);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static boolean whole(String value) {
    List<Find> finds = Finder.find(value);
    return finds.size() == 1
        && finds.getFirst().kind() == Kind.JWT
        && finds.getFirst().start() == 0
        && finds.getFirst().end() == value.length();
  }
}
