package dev.parallax.recorder.sanitize.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a value is. Its pseudonym depends on the kind that its form alone tells ({@link Shapes}), so
 * that it is the same wherever the value stands; what values are called ({@link Context}) may say
 * another kind besides.
 */
public enum Kind {
  EMAIL("email", true),
  CARD("card", true),
  PHONE("phone", true),
  IBAN("iban", true),
  IP("ip", true),
  MAC("mac", true),
  JWT("jwt", true),
  /** Keys, passwords and tokens that let whoever has them in. */
  SECRET("secret", true),
  /** A number by which a state knows a person, or the lines of a passport. */
  NATIONAL_ID("national-id", true),
  /** A position on earth: latitude and longitude. */
  GEO("geo", true),
  /** Told by what it is called only, as the two after it. */
  BIRTH_DATE("birth-date", true),
  PERSON("person", true),
  ADDRESS("address", true),
  UUID("uuid", false),
  /** An integer, signed or not, zero-padded or not. */
  ID("id", false),
  DECIMAL("decimal", false),
  /** A date in figures, in ISO 8601 with or without a time. */
  DATE("date", false),
  /** Characters without meaning to a human: keys, hashes, base64. */
  TOKEN("token", false),
  TEXT("text", false);

  private static final Map<String, Kind> PERSONAL =
      Arrays.stream(values())
          .filter(Kind::personal)
          .collect(Collectors.toUnmodifiableMap(Kind::word, kind -> kind));

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

  /** Whether it is replaced wherever it is recognised, even where values pass in the clear. */
  public boolean personal() {
    return personal;
  }

  /** The personal kind of that word. */
  public static Optional<Kind> personal(String word) {
    return Optional.ofNullable(PERSONAL.get(word));
  }

  /** The words of all personal kinds. */
  public static List<String> personalWords() {
    return Arrays.stream(values()).filter(Kind::personal).map(Kind::word).toList();
  }
}
