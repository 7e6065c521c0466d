package dev.parallax.recorder.sanitize.detect;

/**
 * Web tokens in their compact form: signed ones of three parts (RFC 7515), which are read, and
 * encrypted ones of five (RFC 7516), which are secrets.
 */
final class Jwts implements Detector {

  private static final String HEADER = "eyJ";

  private final Kind kind;
  private final int dots;

  private Jwts(Kind kind, int dots) {
    this.kind = kind;
    this.dots = dots;
  }

  static Jwts signed() {
    return new Jwts(Kind.JWT, 2);
  }

  static Jwts encrypted() {
    return new Jwts(Kind.SECRET, 4);
  }

  @Override
  public Trait trait() {
    return Trait.WEB_TOKEN;
  }

  @Override
  public void find(Reading reading) {
    String text = reading.text();
    int at = text.indexOf(HEADER);
    while (at >= 0) {
      int end = at;
      int seen = 0;
      while (end < text.length() && (base64Url(text.charAt(end)) || text.charAt(end) == '.')) {
        seen += text.charAt(end) == '.' ? 1 : 0;
        end++;
      }
      boolean sentenceEnds = seen == dots + 1 && text.charAt(end - 1) == '.';
      if (seen == dots || sentenceEnds) {
        reading.add(at, sentenceEnds ? end - 1 : end, kind);
      }
      at = text.indexOf(HEADER, end);
    }
  }

  private static boolean base64Url(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '_';
  }
}
