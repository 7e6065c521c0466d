package dev.parallax.recorder.sanitize;

/** Strings of JSON that have escapes, rid of them. */
final class JsonEscapes {

  private JsonEscapes() {}

  /**
   * Writes a string without its escapes, in UTF-8.
   *
   * @param at behind the opening quote
   * @return behind the closing one
   */
  static int decode(byte[] bytes, int at, JsonBuffer out) throws JsonOddity {
    out.clear();
    int i = at;
    while (bytes[i] != '"') {
      byte b = bytes[i];
      if (b == '\\') {
        i = one(bytes, i + 1, out);
      } else if (b >= 0 && b < ' ') {
        throw new JsonOddity();
      } else {
        out.add(b);
        i++;
      }
    }
    out.pad();
    return i + 1;
  }

  private static int one(byte[] bytes, int at, JsonBuffer out) throws JsonOddity {
    switch (bytes[at]) {
      case '"', '\\', '/' -> out.add(bytes[at]);
      case 'b' -> out.add((byte) '\b');
      case 'f' -> out.add((byte) '\f');
      case 'n' -> out.add((byte) '\n');
      case 'r' -> out.add((byte) '\r');
      case 't' -> out.add((byte) '\t');
      case 'u' -> {
        return unit(bytes, at + 1, out);
      }
      default -> throw new JsonOddity();
    }
    return at + 1;
  }

  /** A UTF-16 unit, or two that make a character; half of one is odd. */
  private static int unit(byte[] bytes, int at, JsonBuffer out) throws JsonOddity {
    int unit = hex(bytes, at);
    if (!Character.isSurrogate((char) unit)) {
      encode(unit, out);
      return at + 4;
    }
    if (!Character.isHighSurrogate((char) unit) || bytes[at + 4] != '\\' || bytes[at + 5] != 'u') {
      throw new JsonOddity();
    }
    int low = hex(bytes, at + 6);
    if (!Character.isLowSurrogate((char) low)) {
      throw new JsonOddity();
    }
    encode(Character.toCodePoint((char) unit, (char) low), out);
    return at + 10;
  }

  private static int hex(byte[] bytes, int at) throws JsonOddity {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
      if (digit < 0) {
        throw new JsonOddity();
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static void encode(int codePoint, JsonBuffer out) {
    if (codePoint < 0x80) {
      out.add((byte) codePoint);
      return;
    }
    int more = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
    out.add((byte) ((0xf00 >> more) | codePoint >> (6 * more)));
    for (int shift = 6 * (more - 1); shift >= 0; shift -= 6) {
      out.add((byte) (0x80 | (codePoint >> shift & 0x3f)));
    }
  }
}
