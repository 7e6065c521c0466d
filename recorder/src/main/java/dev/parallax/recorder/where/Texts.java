package dev.parallax.recorder.where;

import dev.parallax.proto.Header;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Headers and targets as maps and texts. */
final class Texts {

  private Texts() {}

  static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The first value of each name, both decoded as those of forms. */
  static Map<String, String> query(String target) {
    Map<String, String> values = new LinkedHashMap<>();
    int query = target.indexOf('?');
    if (query >= 0) {
      for (String pair : target.substring(query + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (!pair.isEmpty()) {
          values.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
      }
    }
    return values;
  }

  /** As it stands where it is no encoding. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  /** By name in lower case; lines of one name are joined as one line would have them. */
  static Map<String, String> headers(List<Header> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Header line : lines) {
      String name = line.getName().toLowerCase(Locale.ROOT);
      String between = name.equals("cookie") ? "; " : ", ";
      values.merge(name, line.getValue(), (first, next) -> first + between + next);
    }
    return values;
  }
}
