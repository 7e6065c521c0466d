package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Gibberish;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a target looks like that of a gRPC call, {@code /package.Service/Method}, its names
 * written as Protobuf's style guide has them: names of a program, and of nothing else.
 */
final class GrpcPath {

  private static final int MAX_LENGTH = 200;
  private static final int MAX_DIGITS = 4;

  private static final Pattern NAMES =
      Pattern.compile("/([A-Za-z]\\w*+\\.)*+[A-Z]\\w*+/[A-Z]\\w*+");

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
