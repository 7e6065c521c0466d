package dev.parallax.recorder.sanitize.detect;

/** User and password within a URL of any scheme (RFC 3986, section 3.2.1), each as one find. */
final class Userinfo implements Detector {

  private static final String AUTHORITY = "://";
  private static final int MAX_CHARS = 512;

  @Override
  public Trait trait() {
    return Trait.USERINFO;
  }

  @Override
  public void find(Reading reading) {
    String text = reading.text();
    int at = text.indexOf(AUTHORITY);
    while (at >= 0) {
      int start = at + AUTHORITY.length();
      int colon = -1;
      int end = start;
      while (end < text.length() && end - start < MAX_CHARS && userinfo(text.charAt(end))) {
        colon = colon < 0 && text.charAt(end) == ':' ? end : colon;
        end++;
      }
      boolean whole = colon > 0 && end < text.length() && text.charAt(end) == '@';
      if (whole && colon > start) {
        reading.add(start, colon, Kind.SECRET);
      }
      if (whole && end > colon + 1) {
        reading.add(colon + 1, end, Kind.SECRET);
      }
      at = text.indexOf(AUTHORITY, end);
    }
  }

  private static boolean userinfo(char c) {
    return c > ' ' && "@/?#\"<>\\^`{|}".indexOf(c) < 0;
  }
}
