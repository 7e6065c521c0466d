package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.detect.Addresses;

/**
 * {@code host[:port]}: passes if it is one, since who was asked is what a replay must know. User
 * information before it is replaced.
 */
final class AuthoritySanitiser {

  private static final int MAX_HOST = 253;
  private static final int MAX_PORT_DIGITS = 5;

  private final ValueSanitiser values;

  AuthoritySanitiser(ValueSanitiser values) {
    this.values = values;
  }

  String authority(Scope scope, Location at, String authority) {
    int user = authority.lastIndexOf('@');
    if (user >= 0) {
      return Percent.encode(values.replace(scope, at, authority.substring(0, user), Why.DENY), ":")
          + '@'
          + authority(scope, at, authority.substring(user + 1));
    }
    return valid(authority)
        ? scope.keeps(at, authority, Why.HOST)
        : values.replace(scope, at, authority, Why.DENY);
  }

  static boolean valid(String authority) {
    int bracket = authority.startsWith("[") ? authority.indexOf(']') : -1;
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    return port.length() <= MAX_PORT_DIGITS
        && port.chars().allMatch(c -> c >= '0' && c <= '9')
        && (bracket > 0
            ? host.length() == bracket + 1
                && Addresses.parse(host.substring(1, bracket)) != null
                && host.indexOf('%') < 0
            : registeredName(host));
  }

  private static boolean registeredName(String host) {
    return host.length() <= MAX_HOST
        && host.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '.'
                        || c == '_');
  }
}
