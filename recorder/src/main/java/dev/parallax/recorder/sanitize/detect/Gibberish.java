package dev.parallax.recorder.sanitize.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells words from random characters, by how likely each letter follows the one before it.
 *
 * <p>A first-order Markov model of letters, with one further symbol for any digit, learned when the
 * class is loaded from {@code plausible-words.txt}; the score of a run of letters and digits is its
 * mean log2 likelihood a step. English words score about -3.7, random letters about -6.
 */
public final class Gibberish {

  private static final int DIGIT = 26;
  private static final int EDGE = 27;
  private static final int SYMBOLS = 28;

  private static final int MIN_RUN = 8;
  private static final int MAX_COUNT = 3;
  private static final double MIN_SCORE = -4.9;

  /** What a change between letters and digits, or from lower to upper case, costs besides. */
  private static final double SWITCH_COST = 3.0;

  /** Words have a number at an end; hexadecimal digits change all the time. */
  private static final int MAX_SWITCHES = 2;

  private static final double[][] LOG2 = learn();

  private Gibberish() {}

  /** Whether any run of letters and digits in {@code text} looks like nobody's word. */
  public static boolean is(CharSequence text) {
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && symbol(text.charAt(end)) >= 0) {
        end++;
      }
      if (end - start >= MIN_RUN
          && (switches(text, start, end) > MAX_SWITCHES
              || score(text, start, withoutCount(text, start, end)) < MIN_SCORE)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  /** The end of a run without up to three digits that count it: {@code addressLine2}. */
  private static int withoutCount(CharSequence text, int start, int end) {
    int letters = end;
    while (letters > start && end - letters < MAX_COUNT && digit(text.charAt(letters - 1))) {
      letters--;
    }
    return letters - start < 2 || digit(text.charAt(letters - 1)) ? end : letters;
  }

  /** Mean log2 likelihood of the steps within {@code [start, end)}, all letters or digits. */
  static double score(CharSequence text, int start, int end) {
    double sum = 0;
    for (int i = start + 1; i < end; i++) {
      char before = text.charAt(i - 1);
      char here = text.charAt(i);
      boolean hump = Character.isLowerCase(before) && Character.isUpperCase(here);
      boolean change = hump || digit(before) != digit(here);
      sum += LOG2[hump ? EDGE : symbol(before)][symbol(here)] - (change ? SWITCH_COST : 0);
    }
    return sum / (end - start - 1);
  }

  private static int switches(CharSequence text, int start, int end) {
    int switches = 0;
    for (int i = start + 1; i < end; i++) {
      switches += digit(text.charAt(i - 1)) == digit(text.charAt(i)) ? 0 : 1;
    }
    return switches;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Letters of other scripts are not judged: they part runs. */
  private static int symbol(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    return c >= '0' && c <= '9' ? DIGIT : -1;
  }

  private static double[][] learn() {
    double[][] steps = new double[SYMBOLS][SYMBOLS];
    for (double[] row : steps) {
      Arrays.fill(row, 0.2);
    }
    try (InputStream in = Gibberish.class.getResourceAsStream("plausible-words.txt")) {
      if (in == null) {
        throw new IllegalStateException("plausible-words.txt is not on the class path");
      }
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> count(line, steps));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    steps[DIGIT][DIGIT] = 200;
    for (double[] row : steps) {
      double total = 0;
      for (double step : row) {
        total += step;
      }
      for (int i = 0; i < SYMBOLS; i++) {
        row[i] = Math.log(row[i] / total) / Math.log(2);
      }
    }
    return steps;
  }

  private static void count(String line, double[][] steps) {
    int before = EDGE;
    for (int i = 0; i < line.length(); i++) {
      int here = symbol(line.charAt(i));
      here = here < 0 ? EDGE : here;
      steps[before][here]++;
      before = here;
    }
  }
}
