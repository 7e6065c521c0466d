package dev.parallax.recorder.sanitize.detect;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * How one country writes a personal number, which parts it has, and how its check characters follow
 * from them. All numbers of a form, in the order of their parts, are the integers below {@link
 * #size}: so they can be permuted without leaving the form.
 */
public final class NationalForm {

  /** Below that, format-preserving encryption is no longer safe (NIST SP 800-38G). */
  private static final long MIN_SIZE = 1_000_000;

  private final String name;
  private final List<String> written;
  private final List<Part> parts;
  private final UnaryOperator<String> checked;
  private final boolean anyCase;
  private final int length;
  private final long size;

  /**
   * @param name the country's code, and what it is called there
   * @param written as it is in text: 9 for a digit, A for a letter, anything else for itself
   * @param parts of the letters and digits, in upper case
   * @param checked the same number with the right check characters; empty if it has none
   */
  NationalForm(
      String name,
      List<String> written,
      boolean anyCase,
      List<Part> parts,
      UnaryOperator<String> checked) {
    this.name = name;
    this.written = List.copyOf(written);
    this.anyCase = anyCase;
    this.parts = List.copyOf(parts);
    this.checked = checked;
    int characters = 0;
    long values = 1;
    for (Part part : parts) {
      characters += part.length();
      values = Math.multiplyExact(values, part.size());
    }
    length = characters;
    size = values;
    if (size < MIN_SIZE) {
      throw new IllegalArgumentException(
          "%s: %d values (expected: a million)".formatted(name, size));
    }
  }

  public String name() {
    return name;
  }

  /** How many numbers there are, valid or not. */
  public long size() {
    return size;
  }

  List<String> written() {
    return written;
  }

  boolean anyCase() {
    return anyCase;
  }

  /**
   * @param compact letters and digits, in upper case
   */
  public boolean is(String compact) {
    return compact.length() == length
        && index(compact) >= 0
        && checked.apply(compact).equals(compact);
  }

  /** Which number it is; -1 if it has another form. */
  public long index(String compact) {
    long index = 0;
    int at = 0;
    for (Part part : parts) {
      long one = part.index(compact.substring(at, at + part.length()));
      if (one < 0) {
        return -1;
      }
      index = index * part.size() + one;
      at += part.length();
    }
    return index;
  }

  /**
   * The number of that index with right check characters; empty if there is none.
   *
   * @param was whose kept parts it has
   */
  public String number(long index, String was) {
    StringBuilder out = new StringBuilder(was);
    long rest = index;
    int at = length;
    for (int i = parts.size() - 1; i >= 0; i--) {
      Part part = parts.get(i);
      int from = at - part.length();
      out.replace(from, at, part.text(rest % part.size(), was.substring(from, at)));
      rest /= part.size();
      at = from;
    }
    return checked.apply(out.toString());
  }

  /** Letters and digits alone, in upper case. */
  public static String compact(String written) {
    StringBuilder out = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
        out.append(c);
      }
    }
    return out.toString().toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name;
  }
}
