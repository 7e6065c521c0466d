package dev.parallax.recorder.sanitize.pseudonym;

import dev.parallax.recorder.sanitize.detect.Kind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pseudonyms of one key epoch. Safe on any thread. */
public final class Pseudonyms {

  private static final int DIGEST_BYTES = 16;
  private static final int EPOCH_BYTES = 6;
  private static final int SESSION_BYTES = 8;

  private final Keyed keyed;
  private final Numbers numbers;
  private final Names names;
  private final Dated dates;
  private final Characters characters;
  private final Cache cache = new Cache();

  public Pseudonyms(byte[] secret) {
    keyed = new Keyed(secret);
    numbers = new Numbers(keyed);
    names = new Names(keyed);
    dates = new Dated(numbers.digits());
    characters = new Characters(keyed);
  }

  /**
   * @param kind what {@code value} is, as {@code Shapes} or {@code Finder} said; a JWT is replaced
   *     here as the token that it is, without looking into it
   */
  public Pseudonym of(Kind kind, String value) {
    return switch (kind) {
      case ID, CARD, PHONE, IBAN -> cached(kind, value);
      case EMAIL -> names.email(value);
      case IP -> names.ip(value);
      case UUID -> names.uuid(value);
      case DATE -> dates.date(value);
      case DECIMAL -> numbers.decimal(value);
      case JWT, TOKEN, TEXT -> characters.replace("text", value);
    };
  }

  /** Names the key without revealing it: 12 hexadecimal digits. */
  public String epoch() {
    return hex(keyed.digest("epoch", "epoch"), EPOCH_BYTES);
  }

  /** Tells equal bytes from unequal ones, and nothing else: 16 bytes. */
  public byte[] digest(byte[] content) {
    return Arrays.copyOf(keyed.digest("digest", content), DIGEST_BYTES);
  }

  /** {@code s-} and 16 hexadecimal digits. */
  public String session(String value) {
    return "s-" + hex(keyed.digest("session", value), SESSION_BYTES);
  }

  private static String hex(byte[] digest, int bytes) {
    return HexFormat.of().formatHex(digest, 0, bytes);
  }

  /** Those that need format-preserving encryption, at tens of microseconds each. */
  private Pseudonym cached(Kind kind, String value) {
    CacheKey name = new CacheKey(kind, value);
    Pseudonym known = cache.get(name);
    if (known == null) {
      known = permuted(kind, value);
      cache.put(name, known);
    }
    return known;
  }

  private Pseudonym permuted(Kind kind, String value) {
    return switch (kind) {
      case CARD -> numbers.card(value);
      case PHONE -> numbers.phone(value);
      case IBAN -> numbers.iban(value);
      default -> numbers.id(value);
    };
  }

  private record CacheKey(Kind kind, String value) {}

  /** The most recently used, under its own lock. Long values are not worth their memory. */
  private static final class Cache {

    private static final int MAX_ENTRIES = 8192;
    private static final int MAX_CHARS = 48;

    private final Map<CacheKey, Pseudonym> entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<CacheKey, Pseudonym> eldest) {
            return size() > MAX_ENTRIES;
          }
        };

    synchronized @Nullable Pseudonym get(CacheKey name) {
      return entries.get(name);
    }

    synchronized void put(CacheKey name, Pseudonym pseudonym) {
      if (name.value().length() <= MAX_CHARS) {
        entries.put(name, pseudonym);
      }
    }
  }
}
