package dev.parallax.recorder.sanitize.detect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Personal numbers of {@link Countries}, in the forms that can hardly be anything else: with their
 * signs between or their letters, and right check characters where they have some. Bare digits are
 * among them only where they are long and much of them is checked; the rest is left to what they
 * are called ({@link Context}).
 */
public final class NationalIds implements Detector {

  private static final int MAX_LEADING = 18;

  private static final int NEITHER = 0;
  private static final int DIGIT = 1;
  private static final int LETTER = 2;
  private static final byte[] TYPES = new byte[128];

  private record Layout(String written, NationalForm form) {}

  private static final Layout[] NONE = {};

  /** By how many digits they begin with, and by how many letters. */
  private static final Layout[][] DIGITS = new Layout[MAX_LEADING + 1][];

  private static final Layout[][] LETTERS = new Layout[MAX_LEADING + 1][];
  private static final boolean[] BARE = new boolean[MAX_LEADING + 1];

  static {
    for (char c = 0; c < TYPES.length; c++) {
      TYPES[c] = (byte) (digit(c) ? DIGIT : letter(c) ? LETTER : NEITHER);
    }
    Arrays.fill(DIGITS, NONE);
    Arrays.fill(LETTERS, NONE);
    for (NationalForm form : Countries.FORMS) {
      for (String written : form.written()) {
        int leading = 0;
        while (leading < written.length() && written.charAt(leading) == written.charAt(0)) {
          leading++;
        }
        boolean digits = written.charAt(0) == '9';
        Layout[][] all = digits ? DIGITS : LETTERS;
        all[leading] = Arrays.copyOf(all[leading], all[leading].length + 1);
        all[leading][all[leading].length - 1] = new Layout(written, form);
        BARE[leading] |= digits && leading == written.length();
      }
    }
  }

  /** Whether any of these numbers is so many digits and nothing else. */
  static boolean isBareLength(int digits) {
    return digits <= MAX_LEADING && BARE[digits];
  }

  @Override
  public Trait trait() {
    return Trait.NATIONAL_ID;
  }

  @Override
  public void find(Reading reading) {
    String text = reading.text();
    int at = 0;
    boolean starts = true;
    while (at < text.length()) {
      int leading = leading(text, at);
      if (leading == 0) {
        starts = true;
        at++;
        continue;
      }
      Layout[] layouts = starts ? layouts(text.charAt(at), leading) : NONE;
      int end =
          layouts.length == 0 || !reading.wordStarts(at) ? -1 : end(reading, at, leading, layouts);
      if (end > 0) {
        reading.add(at, end, Kind.NATIONAL_ID);
      }
      starts = false;
      at = Math.max(end, at + leading);
    }
  }

  private static Layout[] layouts(char first, int leading) {
    return leading > MAX_LEADING ? NONE : (type(first) == DIGIT ? DIGITS : LETTERS)[leading];
  }

  /** How many digits, or how many letters, stand there in a row. */
  private static int leading(String text, int start) {
    int type = start < text.length() ? type(text.charAt(start)) : NEITHER;
    if (type == NEITHER) {
      return 0;
    }
    int at = start + 1;
    while (at < text.length() && type(text.charAt(at)) == type) {
      at++;
    }
    return at - start;
  }

  private static int type(char c) {
    return c < TYPES.length ? TYPES[c] : NEITHER;
  }

  private static int end(Reading reading, int start, int leading, Layout[] layouts) {
    String text = reading.text();
    for (Layout layout : layouts) {
      int end = start + layout.written.length();
      if (end <= text.length()
          && matches(layout, text, start, leading)
          && reading.wordEnds(end)
          && form(text.substring(start, end)) != null) {
        return end;
      }
    }
    return -1;
  }

  /** The first form that the whole text is written in and a right number of; null if none is. */
  public static @Nullable NationalForm form(String text) {
    int leading = leading(text, 0);
    if (leading == 0) {
      return null;
    }
    for (Layout layout : layouts(text.charAt(0), leading)) {
      if (layout.written.length() == text.length()
          && matches(layout, text, 0, leading)
          && layout.form.is(NationalForm.compact(text))) {
        return layout.form;
      }
    }
    return null;
  }

  /**
   * @param leading how many digits, or how many letters, both begin with
   */
  private static boolean matches(Layout layout, String text, int start, int leading) {
    // Most texts differ from most layouts in what comes right behind those.
    if (leading < layout.written.length()
        && !fits(layout.written.charAt(leading), text.charAt(start + leading))) {
      return false;
    }
    boolean upper = false;
    boolean lower = false;
    for (int i = 0; i < layout.written.length(); i++) {
      char c = text.charAt(start + i);
      if (!fits(layout.written.charAt(i), c)) {
        return false;
      }
      upper |= c >= 'A' && c <= 'Z';
      lower |= c >= 'a' && c <= 'z';
    }
    return !lower || (layout.form.anyCase() && !upper);
  }

  private static boolean fits(char sign, char c) {
    return switch (sign) {
      case '9' -> digit(c);
      case 'A' -> letter(c);
      default -> c == sign;
    };
  }

  private static boolean letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
