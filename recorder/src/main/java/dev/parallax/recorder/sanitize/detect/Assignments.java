package dev.parallax.recorder.sanitize.detect;

/**
 * Secrets that text gives a name to: {@code password=…} in a connection string, a query or a log
 * line. The value is what is found. With blanks around the sign it might be prose, {@code password:
 * required}; then only what has digits counts.
 */
final class Assignments implements Detector {

  /** Of the shortest name, a sign and a value. */
  static final int MIN_LENGTH = 8;

  /** How the name ends, whatever its case. */
  private static final String[] NAMES = {
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "accesskey",
    "access_key",
    "accountkey",
    "secretkey",
    "secret_key",
    "privatekey",
    "private_key",
    "signature",
    "sharedaccesskey"
  };

  /** The letters that names end with: most others are not looked at. */
  private static final String LAST = "dentyeDENTYE";

  private static final int MIN_VALUE = 4;

  private static final int MAX_VALUE = 1024;

  @Override
  public Trait trait() {
    return Trait.ASSIGNMENT;
  }

  @Override
  public void find(Reading reading) {
    find(reading, '=');
    find(reading, ':');
  }

  private static void find(Reading reading, char sign) {
    String text = reading.text();
    int at = text.indexOf(sign);
    while (at >= 0 && at < text.length() - MIN_VALUE) {
      int end = valueEnd(reading, at);
      at = text.indexOf(sign, Math.max(at + 1, end));
    }
  }

  /**
   * Adds the value behind the sign if there is one, and says where it ends; -1 if there is none.
   */
  private static int valueEnd(Reading reading, int sign) {
    String text = reading.text();
    int nameEnd = sign;
    while (nameEnd > 0 && sign - nameEnd < 2 && " \"'".indexOf(text.charAt(nameEnd - 1)) >= 0) {
      nameEnd--;
    }
    if (nameEnd == 0 || LAST.indexOf(text.charAt(nameEnd - 1)) < 0 || !named(text, nameEnd)) {
      return -1;
    }
    boolean prose = nameEnd < sign && text.charAt(nameEnd) == ' ';
    int start = sign + 1;
    if (text.charAt(start) == ' ') {
      prose = true;
      start++;
    }
    char quote = text.charAt(start);
    boolean quoted = quote == '"' || quote == '\'';
    start += quoted ? 1 : 0;
    int end = start;
    while (end < text.length()
        && end - start < MAX_VALUE
        && value(text.charAt(end), quoted, quote)) {
      end++;
    }
    boolean code = !quoted && end < text.length() && "([".indexOf(text.charAt(end)) >= 0;
    String value = text.substring(start, end);
    if (value.length() < MIN_VALUE || code || word(value) || (prose && !quoted && plain(value))) {
      return -1;
    }
    reading.add(start, end, Kind.SECRET);
    return end;
  }

  private static boolean named(String text, int end) {
    for (String name : NAMES) {
      if (text.regionMatches(true, end - name.length(), name, 0, name.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean value(char c, boolean quoted, char quote) {
    return quoted ? c != quote : c > ' ' && ";&,\"'<>()[]{}".indexOf(c) < 0;
  }

  private static boolean word(String value) {
    return value.equalsIgnoreCase("true")
        || value.equalsIgnoreCase("false")
        || value.equalsIgnoreCase("null")
        || value.equalsIgnoreCase("none");
  }

  private static boolean plain(String value) {
    return value.chars().noneMatch(c -> c >= '0' && c <= '9');
  }
}
