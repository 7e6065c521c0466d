package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.detect.Gibberish;
import dev.parallax.recorder.sanitize.detect.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes of values that pass in strict mode, since they can't tell who somebody is. */
public final class HarmlessValues {

  static final int MAX_DIGITS = 3;
  private static final int MAX_WORD = 24;

  /** Parameters that say how to answer, whose values are plain words of the service. */
  private static final Set<String> CONTROLS =
      Set.of(
          "page",
          "per_page",
          "perpage",
          "page_size",
          "pagesize",
          "limit",
          "offset",
          "size",
          "count",
          "sort",
          "sort_by",
          "sortby",
          "order",
          "order_by",
          "orderby",
          "dir",
          "direction",
          "lang",
          "language",
          "locale",
          "format",
          "fields",
          "include",
          "expand",
          "embed",
          "currency",
          "unit",
          "units",
          "view",
          "mode",
          "type",
          "response_type",
          "grant_type",
          "api-version",
          "version",
          "v",
          "output",
          "alt",
          "tab",
          "theme");

  /** Names under which even a small number is a secret. */
  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "passwd",
          "pwd",
          "pass",
          "passcode",
          "passphrase",
          "secret",
          "client_secret",
          "clientsecret",
          "token",
          "access_token",
          "accesstoken",
          "refresh_token",
          "refreshtoken",
          "id_token",
          "idtoken",
          "api_key",
          "apikey",
          "api-key",
          "x-api-key",
          "authorization",
          "credential",
          "credentials",
          "private_key",
          "privatekey",
          "session",
          "sessionid",
          "session_id",
          "jsessionid",
          "sid",
          "csrf",
          "csrf_token",
          "csrftoken",
          "xsrf",
          "xsrf-token",
          "x-xsrf-token",
          "csrf-token",
          "x-csrf-token",
          "otp",
          "pin",
          "cvv",
          "cvc",
          "cvv2",
          "signature",
          "sig");

  private HarmlessValues() {}

  /**
   * The rule by which a value passes; null if it is not harmless.
   *
   * @param at whose name is what the value is called
   */
  static @Nullable String scalar(Location at, String value) {
    if (value.isEmpty()) {
      return Why.EMPTY;
    }
    if (secret(at)) {
      return null;
    }
    if (value.equals("true") || value.equals("false")) {
      return Why.BOOLEAN;
    }
    return value.equals("null") ? Why.NULL : smallInteger(value) ? Why.SMALL_INTEGER : null;
  }

  /** The same of the value of a query or form parameter. */
  static @Nullable String parameter(Location at, String value) {
    String harmless = scalar(at, value);
    return harmless == null && CONTROLS.contains(at.name()) && word(value)
        ? Why.CONTROL_WORD
        : harmless;
  }

  static boolean secret(Location at) {
    return secretName(at.name()) || at.nameTells() == Kind.SECRET;
  }

  /**
   * @param name in lower case
   */
  public static boolean secretName(String name) {
    return SECRETS.contains(name);
  }

  /**
   * Whether a value of this name may be a document of GraphQL.
   *
   * @param name in lower case
   */
  static boolean queryName(String name) {
    return name.equals("query");
  }

  /** An integer between -999 and 999 in its usual form. */
  static boolean smallInteger(String value) {
    int start = value.startsWith("-") ? 1 : 0;
    int digits = value.length() - start;
    if (digits < 1 || digits > MAX_DIGITS || (digits > 1 && value.charAt(start) == '0')) {
      return false;
    }
    for (int i = start; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean word(String value) {
    return value.length() <= MAX_WORD
        && !Gibberish.is(value)
        && value
            .chars()
            .allMatch(c -> (Character.isLetter(c) && c < 0x80) || "_-,".indexOf(c) >= 0);
  }
}
