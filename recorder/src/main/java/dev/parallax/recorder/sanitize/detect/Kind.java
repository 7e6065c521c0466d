package dev.parallax.recorder.sanitize.detect;

/** What a value is, by its form alone, so that it is the same wherever the value stands. */
public enum Kind {
  EMAIL("email", true),
  CARD("card", true),
  PHONE("phone", true),
  IBAN("iban", true),
  IP("ip", true),
  JWT("jwt", true),
  UUID("uuid", false),
  /** An integer, signed or not, zero-padded or not. */
  ID("id", false),
  DECIMAL("decimal", false),
  /** An ISO 8601 date, with or without a time. */
  DATE("date", false),
  /** Characters without meaning to a human: keys, hashes, base64. */
  TOKEN("token", false),
  TEXT("text", false);

  private final String word;
  private final boolean personal;

  Kind(String word, boolean personal) {
    this.word = word;
    this.personal = personal;
  }

  /** As it stands in {@code Leaf.kind}. */
  public String word() {
    return word;
  }

  /** Whether its form alone makes it sensitive, even where values pass in the clear. */
  public boolean personal() {
    return personal;
  }
}
