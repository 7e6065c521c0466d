package dev.parallax.cli.config;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as somebody wrote it.
 *
 * @param text as written
 * @param at what that means
 * @param absolute whether it would mean the same at any time and on any machine
 */
public record Moment(String text, Instant at, boolean absolute) {

  private static final String EXPECTED =
      "a time such as 2026-11-23T10:15:00Z, '2026-11-23 10:15', -2h, -90m, -1d, now, 14:00, 'yesterday"
          + " 14:00' or 'monday 09:00', in this machine's zone unless it ends with another: Z, +02:00 or"
          + " Europe/Berlin";

  private static final Pattern AGO = Pattern.compile("-(\\d{1,6})([smhdw])");

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("H:mm[:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("][")
          .appendOffset("+HH:MM", "Z")
          .appendPattern("]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Of one command: all its times are seen from the same now. */
  public static final class Converter implements ITypeConverter<Moment> {

    private final ZonedDateTime now;

    /**
     * @param now in the zone of times that name none
     */
    public Converter(ZonedDateTime now) {
      this.now = now;
    }

    @Override
    public Moment convert(String text) {
      try {
        return read(text, now);
      } catch (DateTimeException | ArithmeticException e) {
        throw new TypeConversionException("'%s' (expected: %s)".formatted(text, EXPECTED));
      }
    }
  }

  /**
   * @throws DateTimeException if it is not understood
   */
  private static Moment read(String text, ZonedDateTime now) {
    String said = text.strip();
    Matcher ago = AGO.matcher(said);
    if (said.equalsIgnoreCase("now")) {
      return new Moment(text, now.toInstant(), false);
    }
    if (ago.matches()) {
      Duration since = unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1)));
      return new Moment(text, now.toInstant().minus(since), false);
    }
    List<String> words = new ArrayList<>(Arrays.asList(said.split("[ T](?=\\d)|\\s+", -1)));
    ZoneId zone = words.size() > 1 ? zone(words.getLast()) : null;
    if (zone != null) {
      words.removeLast();
    }
    String first = words.removeFirst();
    boolean timeAlone = words.isEmpty() && first.indexOf(':') >= 0;
    String date = timeAlone ? "today" : first;
    TemporalAccessor time =
        timeAlone ? time(first) : words.isEmpty() ? null : time(words.removeFirst());
    if (!words.isEmpty()) {
      throw new DateTimeException("more than a date, a time and a zone");
    }
    if (time instanceof OffsetTime withOffset) {
      if (zone != null) {
        throw new DateTimeException("two zones");
      }
      zone = withOffset.getOffset();
    }
    ZonedDateTime here = zone == null ? now : now.withZoneSameInstant(zone);
    Instant at = at(date, time == null ? LocalTime.MIDNIGHT : LocalTime.from(time), here);
    return new Moment(text, at, zone != null && Character.isDigit(date.charAt(0)));
  }

  private static Instant at(String date, LocalTime time, ZonedDateTime now) {
    Optional<DayOfWeek> weekday = weekday(date);
    if (weekday.isPresent()) {
      ZonedDateTime latest =
          now.toLocalDate()
              .with(TemporalAdjusters.previousOrSame(weekday.get()))
              .atTime(time)
              .atZone(now.getZone());
      return (latest.isAfter(now) ? latest.minusWeeks(1) : latest).toInstant();
    }
    LocalDate day =
        switch (date.toLowerCase(Locale.ROOT)) {
          case "today" -> now.toLocalDate();
          case "yesterday" -> now.toLocalDate().minusDays(1);
          default -> LocalDate.parse(date);
        };
    return day.atTime(time).atZone(now.getZone()).toInstant();
  }

  /** By its English name, or the first three letters of that. */
  private static Optional<DayOfWeek> weekday(String word) {
    return Arrays.stream(DayOfWeek.values())
        .filter(
            day ->
                word.equalsIgnoreCase(day.name())
                    || word.equalsIgnoreCase(day.name().substring(0, 3)))
        .findFirst();
  }

  private static TemporalAccessor time(String word) {
    return TIME.parseBest(word, OffsetTime::from, LocalTime::from);
  }

  /** Null if the word is none; one of a few letters, such as {@code CET}, may be more than one. */
  private static @Nullable ZoneId zone(String word) {
    boolean named = word.indexOf('/') > 0 || word.equals("UTC") || word.equals("Z");
    return named ? ZoneId.of(word) : null;
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }
}
