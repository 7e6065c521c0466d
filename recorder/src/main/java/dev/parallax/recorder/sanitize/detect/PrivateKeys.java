package dev.parallax.recorder.sanitize.detect;

/** Private keys in their textual encoding (RFC 7468), whole or cut. */
public final class PrivateKeys implements Detector {

  private static final String BEGIN = "-----BEGIN ";
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** Of the label before and behind these two words: {@code ENCRYPTED}, {@code BLOCK}. */
  private static final int MAX_LABEL = 32;

  @Override
  public Trait trait() {
    return Trait.PRIVATE_KEY;
  }

  @Override
  public void find(Reading reading) {
    String text = reading.text();
    int at = text.indexOf(BEGIN);
    while (at >= 0) {
      int body = bodyStart(text, at);
      int end = at + BEGIN.length();
      if (body > 0) {
        int ends = endLine(text, body);
        end = ends < 0 ? text.length() : lineEnd(text, ends + END.length()) + DASHES.length();
        reading.add(at, end, Kind.SECRET);
      }
      at = text.indexOf(BEGIN, end);
    }
  }

  /** Where the key itself begins, behind the line that says what it is; -1 if it says no key. */
  public static int bodyStart(String text, int begin) {
    if (!text.startsWith(BEGIN, begin)) {
      return -1;
    }
    int label = begin + BEGIN.length();
    int dashes = lineEnd(text, label);
    boolean isPrivate = dashes > 0 && text.substring(label, dashes).contains(PRIVATE);
    return isPrivate ? dashes + DASHES.length() : -1;
  }

  /** Where the key itself ends that begins there: all of the text where no line says so. */
  public static int bodyEnd(String text, int bodyStart) {
    int end = endLine(text, bodyStart);
    return end < 0 ? text.length() : end;
  }

  /** The next line that is one to its end: what only begins so may hold anything. */
  private static int endLine(String text, int from) {
    int end = text.indexOf(END, from);
    while (end >= 0 && lineEnd(text, end + END.length()) < 0) {
      end = text.indexOf(END, end + 1);
    }
    return end;
  }

  /** Where the dashes are behind a label of capitals; -1 if it is none. */
  private static int lineEnd(String text, int label) {
    int limit = Math.min(text.length(), label + 2 * MAX_LABEL);
    int end = label;
    while (end < limit && isLabel(text.charAt(end))) {
      end++;
    }
    return text.startsWith(DASHES, end) ? end : -1;
  }

  private static boolean isLabel(char c) {
    return c == ' ' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
