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
        int ends = text.indexOf(END, body);
        int dashes = ends < 0 ? -1 : text.indexOf(DASHES, ends + END.length());
        end = dashes < 0 ? text.length() : dashes + DASHES.length();
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
    int limit = Math.min(text.length(), label + 2 * MAX_LABEL);
    String line = text.substring(label, limit);
    int dashes = line.indexOf(DASHES);
    int key = line.indexOf(PRIVATE);
    return key >= 0 && dashes > key ? label + dashes + DASHES.length() : -1;
  }

  /** Where the key itself ends that begins there. */
  public static int bodyEnd(String text, int bodyStart) {
    int end = text.indexOf(END, bodyStart);
    return end < 0 ? text.length() : end;
  }
}
