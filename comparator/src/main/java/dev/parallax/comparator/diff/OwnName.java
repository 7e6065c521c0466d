package dev.parallax.comparator.diff;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds an origin's name in a text and puts another in its place: {@code host:port} as it was
 * addressed, with or without a scheme before it, as it stands or percent-encoded. Never a part of a
 * longer host, another port, or the domain of an address of mail; and a word without dot and port
 * only where it follows {@code //}.
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
  private @Nullable Pattern scheme;

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
    }
  }

  /** Whether the host stands anywhere in it (Horspool, 1980): most answers are not even decoded. */
  boolean mayBeIn(ByteString content) {
    int last = host.length - 1;
    for (int end = last; end < content.size(); end += skips[content.byteAt(end) & 0xff]) {
      int matched = 0;
      while (matched <= last && content.byteAt(end - matched) == host[last - matched]) {
        matched++;
      }
      if (matched > last) {
        return true;
      }
    }
    return false;
  }

  boolean mayBeIn(String text) {
    return text.contains(origin.host());
  }

  String in(String text) {
    if (!mayBeIn(text)) {
      return text;
    }
    String schemed =
        origin.scheme().equals(other.scheme())
            ? text
            : scheme().matcher(text).replaceAll(Matcher.quoteReplacement(other.scheme()));
    return name().matcher(schemed).replaceAll(match -> replacement(schemed, match));
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
    int start = match.start();
    boolean encoded =
        match.group().indexOf('%') >= 0 || (start >= 3 && text.charAt(start - 3) == '%');
    String authority = other.authority();
    return Matcher.quoteReplacement(encoded ? authority.replace(":", "%3A") : authority);
  }

  private Pattern name() {
    if (name == null) {
      name = Pattern.compile(authority());
    }
    return name;
  }

  private Pattern scheme() {
    if (scheme == null) {
      String own = origin.scheme().isEmpty() ? "https?" : origin.scheme();
      scheme = Pattern.compile(own + "(?=" + COLON + SLASHES + authority() + ")");
    }
    return scheme;
  }

  private String authority() {
    String quoted = Pattern.quote(origin.host());
    if (origin.port() >= 0) {
      return BEFORE + quoted + COLON + origin.port() + AFTER;
    }
    boolean word = origin.host().indexOf('.') < 0 && origin.host().indexOf(':') < 0;
    String port = "(?:" + COLON + origin.ownPorts() + ")?";
    return (word ? AFTER_SLASHES : BEFORE) + quoted + port + AFTER;
  }
}
