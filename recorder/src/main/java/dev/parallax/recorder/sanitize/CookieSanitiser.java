package dev.parallax.recorder.sanitize;

import java.util.Locale;

/** Cookies: names stay, values are replaced in any mode, attributes stay if they are ones. */
final class CookieSanitiser {

  /** Cookie octets (RFC 6265, section 4.1.1) that need no escape, less the percent sign. */
  private static final String UNESCAPED = "!#$&'()*+/:<=>?@[]^`{|}";

  private final ValueSanitiser values;
  private final NameSanitiser names;
  private final TargetSanitiser targets;

  CookieSanitiser(ValueSanitiser values, NameSanitiser names, TargetSanitiser targets) {
    this.values = values;
    this.names = names;
    this.targets = targets;
  }

  /** {@code a=1; b=2}. */
  String cookie(Scope scope, Location at, String value) {
    StringBuilder out = new StringBuilder(value.length() + 16);
    for (String pair : value.split(";", -1)) {
      out.append(out.isEmpty() ? "" : ";").append(pair(scope, at, pair));
    }
    return out.toString();
  }

  /** {@code a=1; Path=/; HttpOnly}. */
  String setCookie(Scope scope, Location at, String value) {
    String[] parts = value.split(";", -1);
    StringBuilder out = new StringBuilder(pair(scope, at, parts[0]));
    for (int i = 1; i < parts.length; i++) {
      out.append(';').append(attribute(scope, at, parts[i]));
    }
    return out.toString();
  }

  private String pair(Scope scope, Location at, String pair) {
    String lead = pair.startsWith(" ") ? " " : "";
    String plain = pair.strip();
    int equals = plain.indexOf('=');
    if (equals < 0) {
      return lead
          + (plain.isEmpty() ? "" : escaped(values.replace(scope, at, plain, Why.CREDENTIALS)));
    }
    String name = names.token(scope, plain.substring(0, equals).strip());
    String value = plain.substring(equals + 1).strip();
    Location where = new Location(at.text() + '/' + name, name.toLowerCase(Locale.ROOT));
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    String quote = quoted ? "\"" : "";
    String inner = quoted ? value.substring(1, value.length() - 1) : value;
    return lead + name + '=' + quote + value(scope, where, inner) + quote;
  }

  /** Escaped values are replaced decoded, so that they join with the same value elsewhere. */
  private String value(Scope scope, Location at, String value) {
    String decoded = Percent.decode(value);
    String plain = decoded == null ? value : decoded;
    String replaced = values.replace(scope, at, plain, Why.CREDENTIALS);
    return replaced.equals(plain) ? value : escaped(replaced);
  }

  private static String escaped(String value) {
    return Percent.encode(value, UNESCAPED);
  }

  private String attribute(Scope scope, Location at, String attribute) {
    String lead = attribute.startsWith(" ") ? " " : "";
    String plain = attribute.strip();
    int equals = plain.indexOf('=');
    String name = equals < 0 ? plain : plain.substring(0, equals);
    String value = equals < 0 ? "" : plain.substring(equals + 1);
    boolean kept =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "secure", "httponly", "partitioned" -> equals < 0;
          case "domain" -> AuthoritySanitiser.valid(value);
          case "max-age" -> value.length() <= 12 && value.matches("-?\\d+");
          case "samesite", "priority" -> value.matches("[A-Za-z]{1,8}");
          case "expires" -> HttpDates.is(value);
          case "" -> plain.isEmpty();
          default -> false;
        };
    if (kept) {
      return scope.keeps(at, attribute, Why.COOKIE_ATTRIBUTE);
    }
    if (name.equalsIgnoreCase("path")) {
      return lead + name + '=' + targets.url(scope, at.text() + ' ', value);
    }
    return lead + escaped(values.replace(scope, at, plain, Why.CREDENTIALS));
  }
}
