package dev.parallax.replayer.correlate.place;

import dev.parallax.proto.Header;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of header lines that one side gives and the other one uses. */
final class HeaderValues {

  /** Of the connection, the content, or the client itself; of tracing; and where it came from. */
  private static final Set<String> NONE =
      Set.of(
          "age",
          "allow",
          "alt-svc",
          "baggage",
          "cache-control",
          "connection",
          "date",
          "dnt",
          "expect",
          "expires",
          "forwarded",
          "host",
          "idempotency-key",
          "keep-alive",
          "nel",
          "origin",
          "pragma",
          "priority",
          "range",
          "referer",
          "referrer-policy",
          "report-to",
          "server",
          "server-timing",
          "te",
          "tracestate",
          "traceparent",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "upgrade-insecure-requests",
          "user-agent",
          "vary",
          "via",
          "x-correlation-id",
          "x-powered-by",
          "x-real-ip",
          "x-request-id");

  private static final List<String> NONE_OF =
      List.of("accept", "access-control-", "content-", "sec-", "x-b3-", "x-forwarded-");

  /** What a cookie's value may have besides (RFC 6265, section 4.1.1). */
  private static final String COOKIE_OCTETS = "!#$&'()*+/:<=>?@[]^`{|}";

  private final Trail trail;
  private final Nested nested;

  HeaderValues(Trail trail, Nested nested) {
    this.trail = trail;
    this.nested = nested;
  }

  /** The value as it is to be written; null to leave it. */
  @Nullable String visit(Header header) {
    String name = header.getName().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "cookie" -> cookies(header.getValue());
      case "set-cookie" -> {
        setCookie(header.getValue());
        yield null;
      }
      default -> passesBy(name) ? null : line(name, header.getValue());
    };
  }

  private static boolean passesBy(String name) {
    if (NONE.contains(name)) {
      return true;
    }
    for (String beginning : NONE_OF) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  /** Without its scheme, if it has one: {@code Bearer …}. */
  private @Nullable String line(String name, String value) {
    int blank = name.endsWith("authorization") ? value.indexOf(' ') + 1 : 0;
    String written = at(name, "header", value.substring(blank));
    return written == null ? null : value.substring(0, blank) + written;
  }

  private @Nullable String cookies(String line) {
    String[] pairs = line.split(";", -1);
    boolean written = false;
    for (int i = 0; i < pairs.length; i++) {
      int equals = pairs[i].indexOf('=');
      if (equals > 0) {
        String raw = pairs[i].substring(equals + 1);
        String value = at(pairs[i].substring(0, equals).strip(), "cookie", Percent.decode(raw));
        if (value != null) {
          pairs[i] = pairs[i].substring(0, equals + 1) + Percent.encode(value, COOKIE_OCTETS);
          written = true;
        }
      }
    }
    return written ? String.join(";", pairs) : null;
  }

  private void setCookie(String line) {
    String pair = line.split(";", 2)[0];
    int equals = pair.indexOf('=');
    if (equals > 0) {
      String value = Percent.decode(pair.substring(equals + 1).strip());
      var _ = at(pair.substring(0, equals).strip(), "cookie", value);
    }
  }

  private @Nullable String at(String name, String part, String value) {
    int depth = trail.depth();
    trail.down(part);
    trail.down(name);
    try {
      return nested.visit(value);
    } finally {
      trail.upTo(depth);
    }
  }
}
