package dev.parallax.comparator.diff;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds an origin's name in a text and puts another in its place: {@code host:port} as it was
 * addressed, with or without a scheme before it, as it stands or percent-encoded. Never a part of a
 * longer host, another port, or the domain of an address of mail; and a word without dot and port
 * only where it follows {@code //}. A scheme before it goes with it: where the two origins have
 * different ones, a name behind another scheme than its own is left as it is.
 */
final class OwnName {

  private static final String COLON = "(?::|%3[Aa])";
  private static final String SLASHES = "(?://|\\\\/\\\\/|%2[Ff]%2[Ff])";
  private static final String AFTER_SLASHES = "(?:(?<=//)|(?<=/\\\\/)|(?<=%2[Ff]%2[Ff]))";
  private static final String BEFORE =
      "(?:(?<![\\w.@%\\x80-\\xff-])|(?<=%(?:2[FfC0c2]|3[DdBbCcEe]))|(?<=\\\\[nrt]))";
  private static final String AFTER = "(?![\\w@-]|\\.\\w|" + COLON + "\\d)";

  private final Origin origin;
  private final Origin other;
  private final byte[] host;
  private final int[] skips = new int[256];
  private @Nullable Pattern name;

  /**
   * @param other whose name takes its place
   */
  OwnName(Origin origin, Origin other) {
    this.origin = origin;
    this.other = other;
    this.host = origin.host().getBytes(StandardCharsets.ISO_8859_1);
    Arrays.fill(skips, host.length);
    for (int i = 0; i < host.length - 1; i++) {
      skips[host[i] & 0xff] = host.length - 1 - i;
      skips[Character.toUpperCase((char) (host[i] & 0xff)) & 0xff] = host.length - 1 - i;
    }
  }

  /** Whether the host stands anywhere in it (Horspool, 1980): most answers are not even decoded. */
  boolean mayBeIn(ByteString content) {
    int last = host.length - 1;
    for (int end = last; end < content.size(); end += skips[content.byteAt(end) & 0xff]) {
      int matched = 0;
      while (matched <= last && lower(content.byteAt(end - matched)) == host[last - matched]) {
        matched++;
      }
      if (matched > last) {
        return true;
      }
    }
    return false;
  }

  boolean mayBeIn(String text) {
    return text.toLowerCase(Locale.ROOT).contains(origin.host());
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 'a' - 'A' : octet;
  }

  String in(String text) {
    return mayBeIn(text)
        ? name().matcher(text).replaceAll(match -> replacement(text, match))
        : text;
  }

  /** The domain of a cookie has no port. */
  String inCookie(String value) {
    Pattern domain =
        Pattern.compile(
            "(;\\s*domain=\\.?)" + Pattern.quote(origin.host()) + "(?=\\s*(?:;|$))",
            Pattern.CASE_INSENSITIVE);
    return mayBeIn(value)
        ? domain.matcher(value).replaceAll("$1" + Matcher.quoteReplacement(other.host()))
        : value;
  }

  private String replacement(String text, MatchResult match) {
    int start = match.start("name");
    boolean encoded =
        match.group("name").indexOf('%') >= 0 || (start >= 3 && text.charAt(start - 3) == '%');
    String authority = encoded ? other.authority().replace(":", "%3A") : other.authority();
    String before = match.group("scheme") == null ? "" : other.scheme() + match.group("between");
    return Matcher.quoteReplacement(before + authority);
  }

  private Pattern name() {
    if (name == null) {
      name = Pattern.compile(scheme() + "(?<name>" + authority() + ")");
    }
    return name;
  }

  private String scheme() {
    String own = origin.scheme().isEmpty() ? "https?" : Pattern.quote(origin.scheme());
    String written = "(?<scheme>(?i:" + own + "))(?<between>" + COLON + SLASHES + ")";
    boolean any = origin.scheme().isEmpty() || origin.scheme().equals(other.scheme());
    return any ? "(?:" + written + ")?" : "(?:" + written + "|(?<!" + COLON + SLASHES + "))";
  }

  private String authority() {
    String quoted = "(?i:" + Pattern.quote(origin.host()) + ")";
    if (origin.port() >= 0) {
      return BEFORE + quoted + COLON + origin.port() + AFTER;
    }
    boolean word = origin.host().indexOf('.') < 0 && origin.host().indexOf(':') < 0;
    String port = "(?:" + COLON + origin.ownPorts() + ")?";
    return (word ? AFTER_SLASHES : BEFORE) + quoted + port + AFTER;
  }
}
