package dev.parallax.recorder.sanitize.detect;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** One part of a {@link NationalForm}: so many characters that have so many values, in an order. */
interface Part {

  int length();

  long size();

  /** Which value the text is, from 0; -1 if it is none. */
  long index(String text);

  /**
   * @param was what stood there
   */
  String text(long index, String was);

  /** A number of so many digits, from {@code lowest} to {@code highest}. */
  static Part number(int digits, long lowest, long highest) {
    return new Figures(digits, lowest, highest);
  }

  static Part digits(int digits) {
    return new Figures(digits, 0, (long) Math.pow(10, digits) - 1);
  }

  /** So many characters out of an alphabet. */
  static Part letters(int count, String alphabet) {
    return new Letters(count, alphabet);
  }

  /** What stays as it is, and is of this alphabet. */
  static Part kept(int count, String alphabet) {
    return new Kept(count, alphabet);
  }

  /** What the other parts decide. */
  static Part check(int count) {
    return new Kept(count, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  }

  /**
   * A day, in the years 2000 to 2099 or, if there are four digits of the year, from 1900 on.
   *
   * @param order of year, month and day, such as {@code ddMMyy}
   * @param monthOffset what is added to all months
   */
  static Part date(String order, int monthOffset) {
    return new Day(order, monthOffset);
  }

  static Part date(String order) {
    return date(order, 0);
  }

  /** See {@link #number}. */
  record Figures(int length, long lowest, long highest) implements Part {

    @Override
    public long size() {
      return highest - lowest + 1;
    }

    @Override
    public long index(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) < '0' || text.charAt(i) > '9') {
          return -1;
        }
      }
      long value = Long.parseLong(text);
      return value >= lowest && value <= highest ? value - lowest : -1;
    }

    @Override
    public String text(long index, String was) {
      String plain = Long.toString(lowest + index);
      return "0".repeat(length - plain.length()) + plain;
    }
  }

  /** See {@link #letters}. */
  record Letters(int length, String alphabet) implements Part {

    @Override
    public long size() {
      long size = 1;
      for (int i = 0; i < length; i++) {
        size *= alphabet.length();
      }
      return size;
    }

    @Override
    public long index(String text) {
      long index = 0;
      for (int i = 0; i < length; i++) {
        int letter = alphabet.indexOf(text.charAt(i));
        if (letter < 0) {
          return -1;
        }
        index = index * alphabet.length() + letter;
      }
      return index;
    }

    @Override
    public String text(long index, String was) {
      char[] out = new char[length];
      long rest = index;
      for (int i = length - 1; i >= 0; i--) {
        out[i] = alphabet.charAt((int) (rest % alphabet.length()));
        rest /= alphabet.length();
      }
      return new String(out);
    }
  }

  /** See {@link #kept}. */
  record Kept(int length, String alphabet) implements Part {

    @Override
    public long size() {
      return 1;
    }

    @Override
    public long index(String text) {
      return text.chars().allMatch(c -> alphabet.indexOf(c) >= 0) ? 0 : -1;
    }

    @Override
    public String text(long index, String was) {
      return was;
    }
  }

  /** See {@link #date}. */
  record Day(String order, int monthOffset) implements Part {

    private LocalDate first() {
      return LocalDate.of(order.contains("yyyy") ? 1900 : 2000, 1, 1);
    }

    @Override
    public int length() {
      return order.length();
    }

    @Override
    public long size() {
      return ChronoUnit.DAYS.between(first(), LocalDate.of(2100, 1, 1));
    }

    @Override
    public long index(String text) {
      int year = 0;
      int month = -monthOffset;
      int day = 0;
      int yearDigits = 0;
      int monthDigits = 0;
      for (int i = 0; i < order.length(); i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return -1;
        }
        switch (order.charAt(i)) {
          case 'y' -> {
            year = 10 * year + digit;
            yearDigits++;
          }
          case 'M' -> month += monthDigits++ == 0 ? 10 * digit : digit;
          default -> day = 10 * day + digit;
        }
      }
      if (month < 1 || month > 12 || day < 1 || day > 31) {
        return -1;
      }
      try {
        LocalDate date = LocalDate.of(yearDigits == 2 ? 2000 + year : year, month, day);
        long index = ChronoUnit.DAYS.between(first(), date);
        return index < 0 || index >= size() ? -1 : index;
      } catch (DateTimeException noSuchDay) {
        return -1;
      }
    }

    @Override
    public String text(long index, String was) {
      LocalDate date = first().plusDays(index);
      String month = two(date.getMonthValue() + monthOffset);
      String year = Integer.toString(date.getYear());
      return order
          .replace("yyyy", year)
          .replace("yy", year.substring(2))
          .replace("MM", month)
          .replace("dd", two(date.getDayOfMonth()));
    }

    private static String two(int number) {
      return number < 10 ? "0" + number : Integer.toString(number);
    }
  }
}
