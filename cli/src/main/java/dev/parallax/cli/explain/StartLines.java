package dev.parallax.cli.explain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first lines of requests and responses (RFC 9112, sections 3 and 4). */
final class StartLines {

  private static final Pattern REQUEST =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\\S+) (HTTP/\\d(?:\\.\\d)?)");
  private static final Pattern STATUS = Pattern.compile("(HTTP/\\d(?:\\.\\d)?) (\\d{3})(?: (.*))?");

  private StartLines() {}

  static boolean is(String line) {
    return request(line).matches() || status(line).matches();
  }

  /** Method, target, protocol. */
  static Matcher request(String line) {
    return REQUEST.matcher(line);
  }

  /** Protocol, status, reason. */
  static Matcher status(String line) {
    return STATUS.matcher(line);
  }
}
