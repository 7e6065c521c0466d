package dev.parallax.recorder.sanitize.detect;

/** Looks at each word that is long enough for a key or a token. */
final class Tokens implements Detector {

  private final boolean hex;

  /**
   * @param hex whether hexadecimal digits in a row are one, which are also what checksums are
   */
  Tokens(boolean hex) {
    this.hex = hex;
  }

  @Override
  public Trait trait() {
    return Trait.TOKEN;
  }

  @Override
  public void find(Reading reading) {
    int length = reading.text().length();
    for (int at = reading.nextWord(0, KnownTokens.MIN_LENGTH); at < length; ) {
      int end = reading.wordEnd(at);
      KnownTokens.find(reading, at, end);
      if (end - at >= RandomTokens.MIN_LENGTH) {
        RandomTokens.find(reading, at, end);
      }
      if (hex && end - at >= HexTokens.MIN_LENGTH) {
        HexTokens.find(reading, at, end);
      }
      at = reading.nextWord(end, KnownTokens.MIN_LENGTH);
    }
  }
}
