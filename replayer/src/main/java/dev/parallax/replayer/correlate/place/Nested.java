package dev.parallax.replayer.correlate.place;

import org.jspecify.annotations.Nullable;

/**
 * Shows a value, and the values that it holds if it is a token (RFC 7519), base64, a URL, JSON or
 * percent-encoded. What is written into one of those is written into the whole.
 */
final class Nested {

  private static final int MAX_DEPTH = 3;
  private static final int MAX_CHARS = 16_384;

  private final Trail trail;
  private final Visitor visitor;
  private int depth;

  Nested(Trail trail, Visitor visitor) {
    this.trail = trail;
    this.visitor = visitor;
  }

  /** The value as it is to be written; null to leave it. */
  @Nullable String visit(String value) {
    if (value.isEmpty()) {
      return null;
    }
    String whole = visitor.visit(trail, value);
    if (whole != null || depth == MAX_DEPTH || value.length() > MAX_CHARS) {
      return whole;
    }
    depth++;
    try {
      return within(value);
    } finally {
      depth--;
    }
  }

  private @Nullable String within(String value) {
    char first = value.charAt(0);
    if (first == '{' || first == '[') {
      return new JsonValues(trail, this).visit(value);
    }
    if (value.startsWith("eyJ") && value.indexOf('.') > 0) {
      return token(value);
    }
    if (first == '/' || value.startsWith("http://") || value.startsWith("https://")) {
      return at("url", () -> new UrlValues(trail, this).visit(value, true));
    }
    if (value.indexOf('%') >= 0) {
      String decoded = Percent.decode(value);
      return decoded.equals(value) ? null : encoded(at("percent", () -> visit(decoded)));
    }
    Base64Text base64 = Base64Text.of(value);
    return base64 == null ? null : base64(base64);
  }

  private @Nullable String base64(Base64Text base64) {
    String text = at("base64", () -> visit(base64.text()));
    if (text == null && base64.text().charAt(0) != '{') {
      text = at("base64", () -> pair(base64.text()));
    }
    return text == null ? null : base64.write(text);
  }

  /** {@code user:password}, {@code Order:17}. */
  private @Nullable String pair(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || text.startsWith("//", colon + 1)) {
      return null;
    }
    String left = text.substring(0, colon);
    trail.hint(left);
    String right = at("right", () -> visit(text.substring(colon + 1)));
    trail.hint("");
    String first = at("left", () -> visit(left));
    return first == null && right == null
        ? null
        : (first == null ? left : first)
            + ':'
            + (right == null ? text.substring(colon + 1) : right);
  }

  /** Its claims; what is written there has the signature of what was there. */
  private @Nullable String token(String value) {
    String[] parts = value.split("\\.", -1);
    Base64Text claims = parts.length == 3 ? Base64Text.of(parts[1]) : null;
    if (claims == null) {
      return null;
    }
    String written = at("jwt", () -> new JsonValues(trail, this).visit(claims.text()));
    return written == null ? null : parts[0] + '.' + claims.write(written) + '.' + parts[2];
  }

  private static @Nullable String encoded(@Nullable String text) {
    return text == null ? null : Percent.encode(text);
  }

  private interface Inner {
    @Nullable String visit();
  }

  private @Nullable String at(String step, Inner inner) {
    int before = trail.depth();
    trail.down(step);
    try {
      return inner.visit();
    } finally {
      trail.upTo(before);
    }
  }
}
