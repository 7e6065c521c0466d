package dev.parallax.recorder.sanitize.pseudonym;

import static dev.parallax.recorder.sanitize.Properties.forAll;
import static dev.parallax.recorder.sanitize.Properties.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.recorder.sanitize.detect.Kind;
import dev.parallax.recorder.sanitize.detect.Shapes;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PseudonymsTest {

  private final Pseudonyms pseudonyms =
      new Pseudonyms("a key for tests only, 32 bytes..".getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          EMAIL   | bob@example.org             | u_[a-z2-7]{12}@[a-z2-7]{6}\\.invalid
          CARD    | 4111 1111-1111 1111         | 9\\d{3} \\d{4}-\\d{4} \\d{4}
          PHONE   | +49 (0)170 1234567          | \\+49 \\(\\d\\)\\d{3} \\d{7}
          PHONE   | (415) 555-0123              | \\(\\d{3}\\) \\d{3}-\\d{4}
          IBAN    | DE89 3704 0044 0532 0130 00 | DE\\d\\d \\d{4} \\d{4} \\d{4} \\d{4} \\d\\d
          IBAN    | gb82west12345698765432      | gb\\d\\d[a-z]{4}\\d{14}
          IP      | 203.0.113.9                 | 10\\.\\d+\\.\\d+\\.\\d+
          IP      | 2a02::1                     | 2001:db8(:[0-9a-f]{1,4}){6}
          UUID    | 0190A1B2-0000-7000-8000-00000000000A | [0-9A-F]{8}-[0-9A-F]{4}-7[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}
          ID      | -1234567                    | -[1-9]\\d{6}
          ID      | 00042                       | 000[1-9]\\d
          ID      | 7                           | [1-9]
          DECIMAL | -0.50                       | -0\\.\\d\\d
          DECIMAL | 19.95e-12                   | [1-9]\\d\\.\\d\\de-12
          DATE    | 2024-02-29T23:59:59.123Z    | 2024-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z
          TOKEN   | deadBEEF_0-1                | [a-z]{4}[A-Z]{4}_\\d-\\d
          TOKEN   | d41d8cd98f00b204            | [0-9a-f]{16}
          TOKEN   | D41D8CD98F00B204            | [0-9A-F]{16}
          TEXT    | Ünï 東京, it's 5 o'clock! 😀   | \\p{Lu}\\p{Ll}\\p{Ll} \\p{IsHan}{2}, [a-z]{2}'[a-z] \\d [a-z]'[a-z]{5}! 😀
          """)
  void keepsShape(Kind kind, String value, String pattern) {
    assertThat(pseudonyms.of(kind, value).text()).matches(pattern).isNotEqualTo(value);
  }

  @Test
  void keepsKindOfWhatIsReplaced() {
    for (String value :
        new String[] {
          "bob@example.org",
          "DE89370400440532013000",
          "203.0.113.9",
          "2a02::1",
          "19.95",
          "550e8400-e29b-41d4-a716-446655440000",
          "1234567",
          "2024-02-29T10:00:00Z"
        }) {
      Kind kind = Shapes.of(value);
      assertThat(Shapes.of(pseudonyms.of(kind, value).text())).as(value).isEqualTo(kind);
    }
  }

  /**
   * Pseudonyms of one key join with those that were recorded before. Where this must change, the
   * version must, too: it makes another epoch.
   */
  @ParameterizedTest
  @CsvSource({
    "EMAIL, bob@example.org, u_a7drr4nixhna@kqmct5.invalid",
    "ID, 1234567, 8012763",
    "ID, 123, 829",
    "ID, 9007199254740993123, 4348033669819149072",
    "ID, 123456789012345678901234567890, 376880633477443688895229635919",
    "UUID, 550e8400-e29b-41d4-a716-446655440000, b22ecf92-be9b-4b81-b54d-344535300ec4",
    "DECIMAL, 19.95, 14.86",
    "DATE, 2024-02-29T10:00:00Z, 2024-07-27T12:32:49Z",
    "IP, 203.0.113.9, 10.18.67.175",
    "TEXT, Brass désk lamp, Ebmjp vôbz xtds",
    "TOKEN, d41d8cd98f00b204, adad3df33e0ed7c7"
  })
  void staysWithinItsVersion(Kind kind, String value, String pseudonym) {
    assertThat(pseudonyms.of(kind, value).text()).isEqualTo(pseudonym);
    assertThat(pseudonyms.epoch()).isEqualTo("6d2e1c78af42");
  }

  /** All integers of up to four digits, and a run of longer ones. */
  @Test
  void isInjectiveOnIds() {
    Set<String> seen = new HashSet<>();
    for (int id = 0; id < 10_000; id++) {
      assertThat(seen.add(id(Integer.toString(id)))).as("%d", id).isTrue();
    }
    for (int id = 123_450_000; id < 123_453_000; id++) {
      assertThat(seen.add(id(Integer.toString(id)))).as("%d", id).isTrue();
    }
  }

  @Test
  void keepsLengthAndWidthOfIds() {
    forAll(
        300,
        random -> Long.toString(random.nextLong(1L << (1 + random.nextInt(62)))),
        id -> assertThat(id(id)).hasSameSizeAs(id).matches("0|[1-9]\\d*"));
    forAll(
        100,
        random -> Integer.toString(random.nextInt(1_000_000_000, Integer.MAX_VALUE)),
        id -> assertThat(Integer.parseInt(id(id))).isPositive());
    forAll(
        100,
        random -> Long.toString(random.nextLong(1_000_000_000_000_000L, 1L << 53)),
        id -> assertThat(Long.parseLong(id(id))).isLessThan(1L << 53));
  }

  @Test
  void keepsDigitsOfAnyLength() {
    forAll(
        50,
        random -> string(random, "123456789", 1 + random.nextInt(300)),
        id -> assertThat(id(id)).hasSameSizeAs(id).containsOnlyDigits());
  }

  @Test
  void makesCardsThatPassLuhnAndAreNobodys() {
    forAll(
        200,
        random -> "4" + string(random, "0123456789", 15),
        card -> {
          String pseudonym = pseudonyms.of(Kind.CARD, card).text();
          assertThat(pseudonym).hasSize(16).startsWith("9");
          assertThat(luhn(pseudonym)).isZero();
          assertThat(Shapes.of(pseudonym)).isEqualTo(Kind.ID);
        });
  }

  @Test
  void saysWhatMayCollide() {
    assertThat(pseudonyms.of(Kind.TEXT, "short").injective()).isFalse();
    assertThat(pseudonyms.of(Kind.TEXT, "a good deal longer").injective()).isTrue();
    assertThat(pseudonyms.of(Kind.IP, "203.0.113.9").injective()).isFalse();
    assertThat(pseudonyms.of(Kind.ID, "42").injective()).isTrue();
  }

  @Test
  void joinsWrittenForms() {
    assertThat(pseudonyms.of(Kind.EMAIL, "bob@X.org"))
        .isEqualTo(pseudonyms.of(Kind.EMAIL, "bob@x.org"));
    assertThat(digits(pseudonyms.of(Kind.PHONE, "+49 170 1234567")))
        .isEqualTo(digits(pseudonyms.of(Kind.PHONE, "+49-1701234567")));
    assertThat(digits(pseudonyms.of(Kind.CARD, "4111 1111 1111 1111")))
        .isEqualTo(digits(pseudonyms.of(Kind.CARD, "4111111111111111")));
    assertThat(pseudonyms.of(Kind.IP, "2A02:0::1")).isEqualTo(pseudonyms.of(Kind.IP, "2a02::1"));
  }

  /** Also of what was asked for before, and of numbers, which have a key of their own. */
  @ParameterizedTest
  @CsvSource({
    "ID, 1234567",
    "ID, 12345",
    "ID, 123456789012345678901234567890",
    "TEXT, Ada",
    "EMAIL, bob@example.org",
    "DATE, 2024-02-29"
  })
  void makesNothingOnceTheKeyIsForgotten(Kind kind, String value) {
    var _ = pseudonyms.of(kind, value);
    pseudonyms.forget();
    assertThatThrownBy(() -> pseudonyms.of(kind, value)).isInstanceOf(IllegalStateException.class);
  }

  private String id(String value) {
    return pseudonyms.of(Kind.ID, value).text();
  }

  private static String digits(Pseudonym pseudonym) {
    return pseudonym.text().replaceAll("\\D", "");
  }

  /** Written apart from the code under test, from the left. */
  private static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      boolean doubled = (digits.length() - i) % 2 == 0;
      sum += doubled ? digit * 2 / 10 + digit * 2 % 10 : digit;
    }
    return sum % 10;
  }
}
