package dev.parallax.recorder.syntax;

/**
 * The cells of a table in text (RFC 4180), as ranges of it: also with semicolons, tabs or bars
 * between, and lines that end in LF or CR. Quotes within a cell that has none around it are text.
 * Confined to one thread.
 */
public final class CsvReader {

  private static final String SEPARATORS = ",;\t|";

  private final String text;
  private final char separator;
  private int from;
  private int to;
  private boolean quoted;
  private boolean lastOfRow;
  private boolean unclosed;
  private int next;
  private boolean open;

  /**
   * @param separator between cells, see {@link #separator(String)}
   */
  public CsvReader(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /** The one that the first row has most of, outside of quotes; a comma if it has none. */
  public static char separator(String text) {
    int[] counts = new int[SEPARATORS.length()];
    boolean inQuotes = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        inQuotes = !inQuotes;
      } else if (!inQuotes && (c == '\n' || c == '\r')) {
        break;
      } else if (!inQuotes && SEPARATORS.indexOf(c) >= 0) {
        counts[SEPARATORS.indexOf(c)]++;
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return SEPARATORS.charAt(best);
  }

  /** Goes to the next cell; false if there is none. A line end at the end begins no row. */
  public boolean next() {
    if (next >= text.length() && !open) {
      return false;
    }
    from = next;
    quoted = from < text.length() && text.charAt(from) == '"';
    int at = quoted ? behindQuotes(from + 1) : from;
    while (at < text.length() && !ends(text.charAt(at))) {
      at++;
    }
    to = at;
    open = at < text.length() && text.charAt(at) == separator;
    lastOfRow = !open;
    next = at < text.length() ? at + 1 : at;
    boolean two = at + 1 < text.length() && text.charAt(at) == '\r' && text.charAt(at + 1) == '\n';
    next += two ? 1 : 0;
    return true;
  }

  private boolean ends(char c) {
    return c == separator || c == '\n' || c == '\r';
  }

  private int behindQuotes(int start) {
    for (int at = start; at < text.length(); at++) {
      if (text.charAt(at) == '"') {
        if (at + 1 == text.length() || text.charAt(at + 1) != '"') {
          return at + 1;
        }
        at++;
      }
    }
    unclosed = true;
    return text.length();
  }

  /** Where the cell begins, with its quote. */
  public int from() {
    return from;
  }

  /** Behind the cell and its quote; there is what parts it from the next. */
  public int to() {
    return to;
  }

  /** Where the next cell begins. */
  public int end() {
    return next;
  }

  public boolean isLastOfRow() {
    return lastOfRow;
  }

  /** Whether a quote was met whose other one is missing. */
  public boolean isUnclosed() {
    return unclosed;
  }

  public boolean isQuoted() {
    return quoted;
  }

  /** What the cell says. */
  public String value() {
    if (!quoted) {
      return text.substring(from, to);
    }
    StringBuilder value = new StringBuilder(to - from);
    boolean inside = true;
    for (int at = from + 1; at < to; at++) {
      char c = text.charAt(at);
      if (inside && c == '"') {
        if (at + 1 < to && text.charAt(at + 1) == '"') {
          value.append('"');
          at++;
        } else {
          inside = false;
        }
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }
}
