package dev.parallax.replayer.safety;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code host[:port]}, so written that equal places are equal: lower case, no brackets, no dot at
 * the end, every loopback address {@code localhost}. User information before it is left out.
 *
 * @param port 0 where none is written
 */
record Authority(String host, int port) {

  static final String LOOPBACK = "localhost";

  private static final Pattern FORM =
      Pattern.compile("(?:.*@)?(\\[[^\\]]*\\]|[^:@/]+)(?::(\\d{1,5}))?");
  private static final Pattern LOOPBACK_LITERAL =
      Pattern.compile("127(\\.\\d{1,3}){3}|::1|(0{1,4}:){7}0{0,3}1|::ffff:127(\\.\\d{1,3}){3}");

  Authority {
    host = normalised(host);
  }

  /** Empty if it is not of that form: then it names no place at all. */
  static Optional<Authority> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String port = matcher.group(2);
    return Optional.of(new Authority(matcher.group(1), port == null ? 0 : Integer.parseInt(port)));
  }

  /**
   * Whether a target at that host and port is this place. Without a port, both 80 and 443 are: the
   * proxy may stand behind what ends TLS, so the recorded scheme need not be the public one.
   */
  boolean covers(String targetHost, int targetPort) {
    boolean samePort = port == 0 ? targetPort == 80 || targetPort == 443 : port == targetPort;
    return samePort && host.equals(normalised(targetHost));
  }

  /** Whether this names that host, at any port if this has none. */
  boolean allows(String targetHost, int targetPort) {
    return (port == 0 || port == targetPort) && host.equals(normalised(targetHost));
  }

  /** Whether both are one to whoever takes what has no port for any. */
  boolean mayBe(Authority other) {
    return host.equals(other.host) && (port == 0 || other.port == 0 || port == other.port);
  }

  private static String normalised(String host) {
    String plain = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|\\]$|\\.$", "");
    return LOOPBACK_LITERAL.matcher(plain).matches() ? LOOPBACK : plain;
  }
}
