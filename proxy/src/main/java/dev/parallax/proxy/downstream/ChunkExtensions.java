package dev.parallax.proxy.downstream;

/**
 * The grammar of chunk extensions, RFC 9112 section 7.1.1. They are read only to know where the
 * line ends, and go no further.
 *
 * <pre>
 *   chunk-ext = *( BWS ";" BWS token [ BWS "=" BWS ( token / quoted-string ) ] )
 * </pre>
 */
final class ChunkExtensions {

  private final String line;
  private int at;

  private ChunkExtensions(String line, int start) {
    this.line = line;
    this.at = start;
  }

  /** Whether the line, without its end, is nothing but extensions from {@code start} on. */
  static boolean areValid(String line, int start) {
    return start == line.length() || new ChunkExtensions(line, start).areValid();
  }

  private boolean areValid() {
    while (at < line.length()) {
      if (!sign(';') || !token()) {
        return false;
      }
      int end = at;
      if (!sign('=')) {
        at = end;
      } else if (!token() && !quoted()) {
        return false;
      }
    }
    return true;
  }

  /** Takes it with the white space around it. */
  private boolean sign(char sign) {
    skipSpace();
    if (at == line.length() || line.charAt(at) != sign) {
      return false;
    }
    at++;
    skipSpace();
    return true;
  }

  private boolean token() {
    int start = at;
    while (at < line.length() && isTokenChar(line.charAt(at))) {
      at++;
    }
    return at > start;
  }

  private boolean quoted() {
    if (at == line.length() || line.charAt(at) != '"') {
      return false;
    }
    for (at++; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      if (c == '\\') {
        at++;
      }
      if (at == line.length() || !isText(line.charAt(at))) {
        return false;
      }
    }
    return false;
  }

  private void skipSpace() {
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
  }

  private static boolean isTokenChar(char c) {
    return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
  }

  private static boolean isText(char c) {
    return c == '\t' || (c >= ' ' && c != 0x7f);
  }
}
