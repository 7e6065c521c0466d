package dev.parallax.recorder.sanitize;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/** {@code Authorization} and its kin: the scheme stays, what follows is replaced in any mode. */
final class CredentialSanitiser {

  private static final Set<String> SCHEMES =
      Set.of(
          "basic",
          "bearer",
          "digest",
          "negotiate",
          "ntlm",
          "hawk",
          "oauth",
          "token",
          "apikey",
          "aws4-hmac-sha256",
          "dpop",
          "hoba",
          "mutual",
          "scram-sha-256",
          "vapid",
          "key",
          "jwt");

  private final ValueSanitiser values;

  CredentialSanitiser(ValueSanitiser values) {
    this.values = values;
  }

  String credentials(Scope scope, Location at, String value) {
    int blank = value.indexOf(' ');
    String scheme = blank < 0 ? value : value.substring(0, blank);
    if (!SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
      return values.replace(scope, at, value, Why.CREDENTIALS);
    }
    if (blank < 0) {
      return value;
    }
    String rest = value.substring(blank + 1);
    return scheme
        + ' '
        + (scheme.equalsIgnoreCase("basic")
            ? basic(scope, at, rest)
            : values.replace(scope, at, rest, Why.CREDENTIALS));
  }

  /** User and password apart, so that a user joins with the same name elsewhere (RFC 7617). */
  private String basic(Scope scope, Location at, String encoded) {
    if (scope.echoes().hold(encoded)) {
      return encoded;
    }
    String decoded;
    try {
      decoded = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return values.replace(scope, at, encoded, Why.CREDENTIALS);
    }
    int colon = decoded.indexOf(':');
    if (colon < 0 || decoded.indexOf('\ufffd') >= 0) {
      return values.replace(scope, at, encoded, Why.CREDENTIALS);
    }
    String user = decoded.substring(0, colon);
    String password = decoded.substring(colon + 1);
    String pair =
        values.replace(scope, new Location(at.text() + "/user", ""), user, Why.CREDENTIALS)
            + ':'
            + values.replace(
                scope, new Location(at.text() + "/password", ""), password, Why.CREDENTIALS);
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
