package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Gibberish;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The target of a gRPC call, {@code /package.Service/Method}: names of a program, which pass if
 * they look like that.
 */
final class GrpcPath {

  private static final int MAX_LENGTH = 200;
  private static final int MAX_DIGITS = 4;

  private static final Pattern NAMES =
      Pattern.compile("/[A-Za-z]\\w*+(\\.[A-Za-z]\\w*+)*+/[A-Za-z]\\w*+");

  private GrpcPath() {}

  static boolean passes(String target) {
    return target.length() <= MAX_LENGTH
        && NAMES.matcher(target).matches()
        && target.chars().filter(c -> c >= '0' && c <= '9').count() <= MAX_DIGITS
        // In lower case: humps are no sign of chance here.
        && !Gibberish.is(target.toLowerCase(Locale.ROOT))
        && Finder.find(target).isEmpty();
  }
}
