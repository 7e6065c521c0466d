package dev.parallax.recorder.sanitize.pseudonym;

import dev.parallax.recorder.sanitize.detect.Folded;
import dev.parallax.recorder.sanitize.detect.Kind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;

/** The pseudonyms of one key epoch. Safe on any thread. */
public final class Pseudonyms {

  private static final int DIGEST_BYTES = 16;
  private static final int EPOCH_BYTES = 6;
  private static final int SESSION_BYTES = 8;

  /** Another one for each way of making pseudonyms: those of unlike versions don't join. */
  private static final String VERSION = "3";

  private final Keyed keyed;
  private final Numbers numbers;
  private final Names names;
  private final Dated dates;
  private final Characters characters;

  public Pseudonyms(byte[] secret) {
    keyed = new Keyed(secret);
    numbers = new Numbers(keyed);
    names = new Names(keyed, numbers.digits());
    dates = new Dated(numbers.digits());
    characters = new Characters(keyed);
  }

  /**
   * @param kind what {@code value} is, as {@code Shapes} or {@code Finder} said; a JWT is replaced
   *     here as the token that it is, without looking into it
   */
  public Pseudonym of(Kind kind, String value) {
    return switch (kind) {
      case ID -> numbers.id(value);
      case CARD, PHONE, IBAN, NATIONAL_ID, MAC -> alike(value, plain -> permute(kind, plain));
      case GEO -> alike(value, numbers::position);
      case EMAIL -> names.email(plain(value));
      case IP -> names.ip(plain(value));
      case UUID -> names.uuid(value);
      case DATE -> dates.date(value);
      case DECIMAL -> numbers.decimal(value);
      case SECRET -> characters.secret(value);
      // What a name tells of a value has no part in what stands for it.
      case BIRTH_DATE, PERSON, ADDRESS, JWT, TOKEN, TEXT -> characters.replace("text", value);
    };
  }

  /** Overwrites the key: no pseudonym can be made any longer. */
  public void forget() {
    keyed.forget();
    numbers.digits().forget();
  }

  private static String plain(String value) {
    Folded folded = Folded.of(value);
    return folded == null ? value : folded.text();
  }

  /** Of the text as it is read, written as it was. */
  private static Pseudonym alike(String value, Function<String, Pseudonym> of) {
    Folded folded = Folded.of(value);
    if (folded == null) {
      return of.apply(value);
    }
    Pseudonym read = of.apply(folded.text());
    return new Pseudonym(folded.like(read.text()), read.injective());
  }

  /**
   * Names the key, and the way in which pseudonyms are made with it, without revealing it: 12
   * hexadecimal digits. Pseudonyms of unequal epochs don't join.
   */
  public String epoch() {
    return hex(keyed.digest("epoch", VERSION), EPOCH_BYTES);
  }

  /** Tells equal bytes from unequal ones, and nothing else: 16 bytes. */
  public byte[] digest(byte[] content) {
    return Arrays.copyOf(keyed.digest("digest", content), DIGEST_BYTES);
  }

  /** As many bytes, and any. */
  public byte[] bytes(byte[] value) {
    byte[] out = new byte[value.length];
    new KeyedStream(keyed.digest("bytes", value)).fill(out);
    return out;
  }

  /** {@code s-} and 16 hexadecimal digits. */
  public String session(String value) {
    return "s-" + hex(keyed.digest("session", value), SESSION_BYTES);
  }

  private static String hex(byte[] digest, int bytes) {
    return HexFormat.of().formatHex(digest, 0, bytes);
  }

  private Pseudonym permute(Kind kind, String value) {
    return switch (kind) {
      case CARD -> numbers.card(value);
      case PHONE -> numbers.phone(value);
      case IBAN -> numbers.iban(value);
      case NATIONAL_ID -> numbers.national(value);
      case MAC -> names.mac(value);
      default -> numbers.id(value);
    };
  }
}
