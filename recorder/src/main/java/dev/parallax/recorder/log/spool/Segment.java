package dev.parallax.recorder.log.spool;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of a spool. Its name tells what no damage to its content can take away.
 *
 * @param number in the order in which they were written
 * @param exchangesBefore that were spooled before its first: what the next one's says beyond this
 *     is how many it held
 * @param sinceMillis when it was begun, since the Unix epoch
 */
record Segment(Path file, long number, long exchangesBefore, long sinceMillis) {

  static final Comparator<Segment> IN_ORDER = Comparator.comparingLong(Segment::number);

  private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\d{1,18})\\.plx");

  static Segment in(Path directory, long number, long exchangesBefore, long sinceMillis) {
    String name =
        String.format(Locale.ROOT, "%010d-%015d-%d.plx", number, exchangesBefore, sinceMillis);
    return new Segment(directory.resolve(name), number, exchangesBefore, sinceMillis);
  }

  /** Empty for a file that is none. */
  static Optional<Segment> of(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(
            new Segment(
                file,
                Long.parseLong(name.group(1)),
                Long.parseLong(name.group(2)),
                Long.parseLong(name.group(3))))
        : Optional.empty();
  }
}
