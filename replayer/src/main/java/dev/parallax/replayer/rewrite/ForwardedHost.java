package dev.parallax.replayer.rewrite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Headers that tell a server, in the place of Host, which one a request is for. */
final class ForwardedHost {

  private static final String FORWARDED = "forwarded";

  private static final Set<String> NAMING =
      Set.of(
          "x-forwarded-host",
          "x-forwarded-server",
          "x-host",
          "x-http-host-override",
          "x-original-host");

  /** RFC 7239, section 4: {@code for=192.0.2.43;host="shop.example:81"}. */
  private static final Pattern HOST =
      Pattern.compile("(?i)(?:^|[;,])\\s*host\\s*=\\s*\"?([^\";,\\s]+)");

  private ForwardedHost() {}

  /**
   * The {@code host[:port]}s that such a header names; none of another header.
   *
   * @param value may be a list
   */
  static List<String> names(String header, String value) {
    String small = header.toLowerCase(Locale.ROOT);
    if (small.equals(FORWARDED)) {
      return HOST.matcher(value).results().map((MatchResult named) -> named.group(1)).toList();
    }
    return NAMING.contains(small)
        ? Arrays.stream(value.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList()
        : List.of();
  }
}
