package dev.parallax.replayer.credentials;

/**
 * A header that says who sends a request.
 *
 * @param value a secret
 */
public record HeaderLine(String name, String value) {

  static final String AUTHORIZATION = "Authorization";

  /**
   * @param where it stands, for what is refused
   * @throws IllegalArgumentException if the value can't be one, without saying what it is
   */
  static HeaderLine of(String where, String name, String value) {
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c >= 0x7f)) {
      throw new IllegalArgumentException(
          where + ": has signs that no header can (expected: printable ASCII)");
    }
    return new HeaderLine(name, value);
  }

  @Override
  public String toString() {
    return name + ": ********";
  }
}
