package dev.parallax.recorder.sanitize;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names and values of a query string, a form body or matrix parameters. Order, repeats, and which
 * of them have an equals sign stay.
 */
final class ParameterSanitiser {

  /** Sub-delimiters and the like that a value may hold unescaped, and mostly does. */
  private static final String UNESCAPED = ",:@/!$'()*";

  private final ValueSanitiser values;
  private final NameSanitiser names;
  private final boolean alone;

  /**
   * @param alone whether what has no equals sign is a value without a name, and else a name
   */
  ParameterSanitiser(ValueSanitiser values, NameSanitiser names, boolean alone) {
    this.values = values;
    this.names = names;
    this.alone = alone;
  }

  /**
   * @param base what stands before the name in a location: {@code "query "}, {@code "body /"}
   * @param text without its question mark
   * @param separator {@code &} or {@code ;}
   */
  String all(Scope scope, String base, String text, char separator) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(separator, start);
      end = end < 0 ? text.length() : end;
      out.append(one(scope, base, text.substring(start, end)));
      if (end < text.length()) {
        out.append(separator);
      }
      start = end + 1;
    }
    return out.toString();
  }

  private String one(Scope scope, String base, String parameter) {
    int equals = parameter.indexOf('=');
    if (alone && (equals < 0 || parameter.startsWith("==", equals))) {
      // Two of them pad base64.
      return value(scope, new Location(base, ""), parameter);
    }
    String rawName = equals < 0 ? parameter : parameter.substring(0, equals);
    String decodedName = decode(rawName);
    String name = names.name(scope, decodedName == null ? rawName : decodedName);
    String writtenName = name.equals(decodedName) ? rawName : encode(name, rawName);
    Location at = new Location(base + name, name.toLowerCase(Locale.ROOT));
    if (!name.equals(decodedName)) {
      scope.replaced(at, "name", false);
      scope.renames(at, rawName, name);
    }
    return equals < 0
        ? writtenName
        : writtenName + '=' + value(scope, at, parameter.substring(equals + 1));
  }

  private String value(Scope scope, Location at, String raw) {
    String value = decode(raw);
    String sanitised =
        value == null
            ? values.replace(scope, at, raw, Why.DENY)
            : values.parameter(scope, at, value);
    return sanitised.equals(value) ? raw : encode(sanitised, raw);
  }

  private static @Nullable String decode(String raw) {
    return Percent.decode(raw.replace('+', ' '));
  }

  /** A blank is written as it was. */
  private static String encode(String value, String raw) {
    String encoded = Percent.encode(value, UNESCAPED);
    return raw.indexOf('+') >= 0 ? encoded.replace("%20", "+") : encoded;
  }
}
