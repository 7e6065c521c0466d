package dev.parallax.cli.command;

import java.util.regex.Pattern;

/** Words that come from answers, or from a log that others write to, on their way to a terminal. */
final class Printable {

  private static final Pattern STEERING = Pattern.compile("\\p{Cntrl}|\\p{Cf}");

  private Printable() {}

  /** What would steer a terminal is shown as its code. */
  static String text(String text) {
    return STEERING
        .matcher(text)
        .replaceAll(match -> "<U+%04X>".formatted(match.group().codePointAt(0)));
  }
}
