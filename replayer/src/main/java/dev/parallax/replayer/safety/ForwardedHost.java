package dev.parallax.replayer.safety;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Headers that tell a server, in the place of Host, which one a request is for. Whoever gets it may
 * pass it on, or call back, by them.
 */
public final class ForwardedHost {

  private static final String FORWARDED = "forwarded";

  private static final Set<String> NAMING =
      Set.of(
          "x-envoy-original-dst-host",
          "x-forwarded-host",
          "x-forwarded-server",
          "x-host",
          "x-http-host-override",
          "x-original-forwarded-host",
          "x-original-host");

  /** RFC 7239, section 4: {@code for=192.0.2.43;host="shop.example:81"}. */
  private static final Pattern HOST =
      Pattern.compile("((?:^|[;,])\\s*host\\s*=\\s*)([^;,]*)", Pattern.CASE_INSENSITIVE);

  /** Divides at each semicolon and comma: none is within quotes. */
  private static final Pattern PLAIN = Pattern.compile("[^\"]*(?:\"[^\";,\\\\]*\"[^\"]*)*+");

  private ForwardedHost() {}

  /** Whether such a header names nothing but hosts, as a value or a list. */
  public static boolean isNaming(String header) {
    return NAMING.contains(header.toLowerCase(Locale.ROOT));
  }

  /**
   * The {@code host[:port]}s that such a header names, or what stands in their place; none of
   * another header.
   *
   * @param value may be a list
   */
  public static List<String> names(String header, String value) {
    if (header.equalsIgnoreCase(FORWARDED)) {
      return HOST.matcher(value).results().map(named -> unquoted(named.group(2).strip())).toList();
    }
    return isNaming(header)
        ? Arrays.stream(value.split(",", -1)).map(String::strip).toList()
        : List.of();
  }

  /**
   * The value of such a header where it names one host, whatever it named; that of another header
   * as it is.
   *
   * @param authority {@code host[:port]}
   */
  public static String naming(String authority, String header, String value) {
    if (isNaming(header)) {
      return authority;
    }
    if (!header.equalsIgnoreCase(FORWARDED)) {
      return value;
    }
    if (PLAIN.matcher(value).matches()) {
      return HOST.matcher(value)
          .replaceAll(named -> Matcher.quoteReplacement(named.group(1) + '"' + authority + '"'));
    }
    // Servers differ in how they read it: so there is nothing of it left to read.
    return value.toLowerCase(Locale.ROOT).contains("host") ? "host=\"" + authority + '"' : value;
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
