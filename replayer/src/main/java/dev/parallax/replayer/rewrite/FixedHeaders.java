package dev.parallax.replayer.rewrite;

import dev.parallax.replayer.renew.TraceHeaders;
import java.util.Optional;
import java.util.Set;

/** Headers that a rule may not set: others would not know what they get, or from whom. */
final class FixedHeaders {

  private static final Set<String> OF_CONNECTION =
      Set.of(
          "connection",
          "expect",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> OF_MESSAGE =
      Set.of(
          "accept-encoding",
          "content-encoding",
          "content-length",
          "grpc-accept-encoding",
          "grpc-encoding");

  private static final Set<String> OF_RUN = Set.of("baggage", "x-parallax-run");

  private static final Set<String> CREDENTIALS =
      Set.of("api-key", "apikey", "authorization", "cookie", "x-api-key", "x-auth-token");

  private FixedHeaders() {}

  /**
   * Why it can't be changed; empty if it can.
   *
   * @param name in small letters
   * @param set whether it is to be set, not removed
   */
  static Optional<String> whyNot(String name, boolean set) {
    if (OF_CONNECTION.contains(name) || name.startsWith(":")) {
      return Optional.of("belongs to the connection, not to the request");
    }
    if (OF_MESSAGE.contains(name)) {
      return Optional.of("is the replayer's to say, by what it sends and can read");
    }
    if (OF_RUN.contains(name) || TraceHeaders.include(name)) {
      return Optional.of("says which run and which attempt a request is of");
    }
    if (set && CREDENTIALS.contains(name)) {
      return Optional.of("is a secret as a rule, and rules are written into the run");
    }
    return name.equals("host") && !set
        ? Optional.of("is in every request, and can only be set")
        : Optional.empty();
  }
}
