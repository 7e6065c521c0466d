package dev.parallax.comparator.diff;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Headers whose value is a list of members in no order: directives of Cache-Control, methods, names
 * of headers, attributes of a cookie.
 */
final class ListedHeaders {

  /** Before a cookie's name, in the name that its Set-Cookie is compared by. */
  static final String COOKIE = "set-cookie/";

  /** Of which the members are tokens, or {@code name=value}, in whatever case. */
  private static final Set<String> LISTS =
      Set.of(
          "accept-ranges",
          "access-control-allow-headers",
          "access-control-allow-methods",
          "access-control-expose-headers",
          "allow",
          "cache-control",
          "cdn-cache-control",
          "clear-site-data",
          "pragma",
          "strict-transport-security",
          "surrogate-control",
          "vary");

  /** Attributes of a cookie that say when it ends: another one in each answer. */
  private static final Set<String> PRESENT_ONLY = Set.of("expires");

  /** Of a cookie without attributes. */
  static final String NOTHING = "(no attributes)";

  private ListedHeaders() {}

  static boolean has(String name) {
    return LISTS.contains(name) || name.startsWith(COOKIE);
  }

  /**
   * By name in lower case, as written. One that comes again counts once, and so does another value
   * of it in a cookie, of which the last holds (RFC 6265, 5.3); elsewhere all of its values count.
   *
   * @param lines of a header that {@link #has} is true of; of a cookie, one
   */
  static SortedMap<String, String> members(String header, List<String> lines) {
    boolean cookie = header.startsWith(COOKIE);
    boolean semicolons = cookie || header.equals("strict-transport-security");
    SortedMap<String, Set<String>> members = new TreeMap<>();
    for (String line : lines) {
      for (String member : split(line, semicolons ? ';' : ',')) {
        int equals = member.indexOf('=');
        String name = (equals < 0 ? member : member.substring(0, equals)).strip();
        String key = name.toLowerCase(Locale.ROOT);
        String value = equals < 0 ? "" : member.substring(equals + 1).strip();
        boolean bare = value.isEmpty() || (cookie && PRESENT_ONLY.contains(key));
        Set<String> values = members.computeIfAbsent(key, _ -> new LinkedHashSet<>());
        if (cookie) {
          values.clear();
        }
        values.add(bare ? key : key + '=' + value);
      }
    }
    members.remove("");
    members.remove(NOTHING);
    SortedMap<String, String> joined = new TreeMap<>();
    members.forEach((name, values) -> joined.put(name, String.join(", ", values)));
    return joined;
  }

  /** Outside of quotes. */
  private static List<String> split(String line, char separator) {
    List<String> members = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if (c == separator && !quoted) {
        members.add(line.substring(start, i));
        start = i + 1;
      }
    }
    members.add(line.substring(start));
    return members;
  }
}
