package dev.parallax.recorder.sanitize.detect;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** IP addresses in their usual text forms. Never asks a name server. */
public final class Addresses {

  private static final int MAX_IPV6 = 45;

  private Addresses() {}

  /** The address, without zone; null if the text is not one. */
  public static @Nullable InetAddress parse(String text) {
    if (ipv4End(text, 0) == text.length()) {
      return Inet4Address.ofLiteral(text);
    }
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    if (plain.indexOf(':') < 0 || ipv6RunEnd(plain, 0) != plain.length()) {
      return null;
    }
    try {
      return Inet6Address.ofLiteral(plain);
    } catch (IllegalArgumentException notOne) {
      return null;
    }
  }

  /** Where the dotted quad that starts at {@code start} ends; -1 if there is none. */
  static int ipv4End(String text, int start) {
    int at = start;
    for (int group = 0; group < 4; group++) {
      if (group > 0 && (at >= text.length() || text.charAt(at++) != '.')) {
        return -1;
      }
      int from = at;
      int value = 0;
      while (at < text.length() && at - from < 4 && digit(text.charAt(at))) {
        value = value * 10 + text.charAt(at++) - '0';
      }
      boolean padded = at - from > 1 && text.charAt(from) == '0';
      if (at == from || value > 255 || padded) {
        return -1;
      }
    }
    boolean goesOn = at + 1 < text.length() && text.charAt(at) == '.' && digit(text.charAt(at + 1));
    return goesOn ? -1 : at;
  }

  /** Where the run of characters of an IPv6 address that starts at {@code start} ends. */
  static int ipv6RunEnd(String text, int start) {
    int at = start;
    while (at < text.length() && ipv6(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Whether {@code [start, end)} is an IPv6 address and not, for example, a time of day. */
  static boolean isIpv6(String text, int start, int end) {
    int length = end - start;
    if (length < 3 || length > MAX_IPV6) {
      return false;
    }
    String candidate = text.substring(start, end);
    boolean plausible =
        candidate.contains("::") || candidate.chars().filter(c -> c == ':').count() >= 6;
    return plausible && parse(candidate) != null;
  }

  static boolean ipv6(char c) {
    return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
