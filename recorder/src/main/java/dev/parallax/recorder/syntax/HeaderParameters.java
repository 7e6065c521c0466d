package dev.parallax.recorder.syntax;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code form-data; name="a"; filename="b.txt"}: what stands before the first semicolon, and
 * parameters by their names in lower case, without quotes and escapes; of those with one name, the
 * first.
 *
 * @param first without the blanks around it
 */
public record HeaderParameters(String first, Map<String, String> parameters) {

  private static final int MAX_PARAMETERS = 16;

  public static HeaderParameters of(String value) {
    int semicolon = value.indexOf(';');
    String first = (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = semicolon < 0 ? value.length() : semicolon + 1;
    while (at < value.length() && parameters.size() < MAX_PARAMETERS) {
      int nameEnd = at;
      while (nameEnd < value.length() && "=;".indexOf(value.charAt(nameEnd)) < 0) {
        nameEnd++;
      }
      String name = value.substring(at, nameEnd).strip().toLowerCase(Locale.ROOT);
      StringBuilder text = new StringBuilder();
      at = nameEnd;
      if (at < value.length() && value.charAt(at) == '=') {
        at = valueEnd(value, at + 1, text);
      }
      if (!name.isEmpty()) {
        parameters.putIfAbsent(name, text.toString());
      }
      int next = value.indexOf(';', at);
      at = next < 0 ? value.length() : next + 1;
    }
    return new HeaderParameters(first, parameters);
  }

  /** Empty if there is none. */
  public String get(String name) {
    return parameters.getOrDefault(name, "");
  }

  private static int valueEnd(String value, int from, StringBuilder text) {
    int at = from;
    while (at < value.length() && value.charAt(at) == ' ') {
      at++;
    }
    if (at == value.length() || value.charAt(at) != '"') {
      int end = value.indexOf(';', at);
      end = end < 0 ? value.length() : end;
      text.append(value.substring(at, end).strip());
      return end;
    }
    for (at++; at < value.length() && value.charAt(at) != '"'; at++) {
      boolean escape =
          value.charAt(at) == '\\'
              && at + 1 < value.length()
              && "\"\\".indexOf(value.charAt(at + 1)) >= 0;
      at += escape ? 1 : 0;
      text.append(value.charAt(at));
    }
    return Math.min(at + 1, value.length());
  }
}
