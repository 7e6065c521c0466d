package dev.parallax.recorder.sanitize.pseudonym;

import static dev.parallax.recorder.sanitize.Properties.forAll;
import static dev.parallax.recorder.sanitize.Properties.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.sanitize.detect.Kind;
import dev.parallax.recorder.sanitize.detect.Passports;
import dev.parallax.recorder.sanitize.detect.Shapes;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds that a detector tells besides those of {@link PseudonymsTest}. */
class PersonalPseudonymsTest {

  private static final int MANY = 100_000;

  private final Pseudonyms pseudonyms =
      new Pseudonyms("a key for tests only, 32 bytes..".getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          MAC         | 00:1A:2B:3C:4D:5E        | [0-9A-F][26AE](:[0-9A-F]{2}){5}
          MAC         | 01-1a-2b-3c-4d-5e        | [0-9a-f][37bf](-[0-9a-f]{2}){5}
          MAC         | 001a.2b3c.4d5e           | [0-9a-f][26ae][0-9a-f]{2}(\\.[0-9a-f]{4}){2}
          MAC         | 00:1A:2B:3C:4D:5E:6F:70  | [0-9A-F][26AE](:[0-9A-F]{2}){7}
          SECRET      | AKIAIOSFODNN7EXAMPLE     | AKIA[A-Z]{8}\\d[A-Z]{7}
          SECRET      | AC0123456789abcdef0123456789abcdef | AC[0-9a-f]{32}
          SECRET      | glpat-aBc1DeF2gHi3JkL4mNo5 | glpat-[A-Za-z0-9]{20}
          GEO         | 52.5200,13.4050          | [1-8]\\d\\.\\d{4},[1-8]\\d\\.\\d{4}
          GEO         | -33.8688, 151.2093       | -[1-8]\\d\\.\\d{4}, 1[0-7]\\d\\.\\d{4}
          DECIMAL     | 179.9999                 | 1[0-7]\\d\\.\\d{4}
          DATE        | 31.12.1980               | \\d\\d\\.\\d\\d\\.1980
          DATE        | 31/12/1980               | [123]\\d/[01]\\d/1980
          DATE        | 12/31/1980               | [01]\\d/[123]\\d/1980
          DATE        | 1980/12/31               | 1980/\\d\\d/\\d\\d
          DATE        | 1/2/1980                 | \\d\\d?/\\d\\d?/1980
          NATIONAL_ID | 078-05-1120              | \\d{3}-\\d\\d-\\d{4}
          NATIONAL_ID | 12345678z                | \\d{8}[a-z]
          NATIONAL_ID | 1 84 12 2A 451 089 33    | [12] \\d\\d \\d\\d 2A \\d{3} \\d{3} \\d\\d
          CARD        | ４１１１\u200b1111 1111 1111 | ９[０-９]{3}\u200b\\d{4} \\d{4} \\d{4}
          PHONE       | +٤٩ ١٧٠ ١٢٣٤٥٦٧          | \\+٤٩ [٠-٩]{3} [٠-٩]{7}
          IP          | fe80::1%eth0             | 2001:db8(:[0-9a-f]{1,4}){6}%eth0
          IP          | ::ffff:203.0.113.9       | ::ffff:10\\.\\d+\\.\\d+\\.\\d+
          EMAIL       | "john doe"@[203.0.113.9] | u_[a-z2-7]{12}@[a-z2-7]{6}\\.invalid
          """)
  void keepsShape(Kind kind, String value, String pattern) {
    assertThat(Shapes.of(value)).isEqualTo(kind);
    String pseudonym = pseudonyms.of(kind, value).text();
    assertThat(pseudonym).matches(pattern).isNotEqualTo(value);
    assertThat(Shapes.of(pseudonym)).isIn(kind, Kind.ID, Kind.TOKEN, Kind.TEXT);
  }

  /** One of each form, so that what is made passes the same test of its check digits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "078-05-1120", "AB123456C", "184127645108946", "86 095 742 719", "15070649C103",
        "12345678Z", "X1234567L", "RSSMRA85T10A562S", "1112.22.333", "811228-9874",
        "19811228-9874", "211062-5629", "131052-308T", "131052A308T", "85.07.30-033.28",
        "17.07.30-033.84", "111.444.777-35", "11.222.333/0001-81", "9999 4105 7058", "ABCPE1234F",
        "046-454-286", "2123 45670 1", "756.9217.0769.85", "1237 010180", "210799 10187",
        "1234567T", "1234567FA", "736028/5163", "S1234567D", "900101-1234568",
        "11010519491231002X", "HEGG560427MVZRRL04"
      })
  void keepsNationalNumbersValid(String first) {
    String number = first;
    for (int i = 0; i < 50; i++) {
      Pseudonym next = pseudonyms.of(Kind.NATIONAL_ID, number);
      assertThat(Shapes.of(next.text())).as(number).isEqualTo(Kind.NATIONAL_ID);
      assertThat(next.text()).hasSameSizeAs(number);
      assertThat(next.injective()).isTrue();
      number = next.text();
    }
    assertThat(number).isNotEqualTo(first);
  }

  @Test
  void isInjectiveOnNationalNumbers() {
    Set<String> seen = new HashSet<>();
    for (int i = 1; i <= MANY; i++) {
      String ssn = "%03d-%02d-%04d".formatted(1 + i / 9999, 7, 1 + i % 9999);
      assertThat(seen.add(pseudonyms.of(Kind.NATIONAL_ID, ssn).text())).as(ssn).isTrue();
    }
  }

  /** Written alike in Sweden, Denmark, Finland and Korea; each stays in its own. */
  @Test
  void isInjectiveWhereFormsAreWrittenAlike() {
    Set<String> seen = new HashSet<>();
    Set<String> values = new HashSet<>();
    forAll(
        20_000,
        random ->
            "%02d%02d%02d-%04d"
                .formatted(
                    1 + random.nextInt(28),
                    1 + random.nextInt(12),
                    1 + random.nextInt(28),
                    random.nextInt(10_000)),
        number -> {
          if (Shapes.of(number) == Kind.NATIONAL_ID && values.add(number)) {
            assertThat(seen.add(pseudonyms.of(Kind.NATIONAL_ID, number).text())).isTrue();
          }
        });
    assertThat(seen).hasSizeGreaterThan(15_000);
  }

  @Test
  void isInjectiveOnAddressesOfInterfaces() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      String mac = "00:1a:2b:%02x:%02x:%02x".formatted(i >> 16, i >> 8 & 0xff, i & 0xff);
      Pseudonym pseudonym = pseudonyms.of(Kind.MAC, mac);
      assertThat(pseudonym.injective()).isTrue();
      assertThat(seen.add(pseudonym.text())).as(mac).isTrue();
    }
  }

  @Test
  void isInjectiveOnSecrets() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      Pseudonym pseudonym = pseudonyms.of(Kind.SECRET, "AKIA%016d".formatted(i).replace('0', 'Q'));
      assertThat(seen.add(pseudonym.text())).isTrue();
    }
  }

  /** All days of four centuries, in each way of writing them. */
  @ParameterizedTest
  @ValueSource(strings = {"dd.MM.uuuu", "dd/MM/uuuu", "MM/dd/uuuu", "d.M.uuuu", "uuuu/MM/dd"})
  void isInjectiveOnDates(String pattern) {
    var format = DateTimeFormatter.ofPattern(pattern);
    Set<String> seen = new HashSet<>();
    Set<String> values = new HashSet<>();
    LocalDate day = LocalDate.of(1800, 1, 1);
    for (; day.getYear() < 2100; day = day.plusDays(1)) {
      String value = day.format(format);
      if (values.add(value)) {
        String pseudonym = pseudonyms.of(Kind.DATE, value).text();
        assertThat(Shapes.of(pseudonym)).isEqualTo(Kind.DATE);
        assertThat(seen.add(pseudonym)).as(value).isTrue();
      }
    }
    assertThat(seen).hasSizeGreaterThan(MANY);
  }

  @Test
  void keepsDegreesValid() {
    forAll(
        5_000,
        random -> "%.6f".formatted(random.nextDouble(-180, 180)),
        degrees -> {
          double was = Math.abs(Double.parseDouble(degrees));
          double is = Math.abs(Double.parseDouble(pseudonyms.of(Kind.DECIMAL, degrees).text()));
          assertThat(is).isLessThanOrEqualTo(was <= 90 ? 90 : 180);
        });
  }

  @Test
  void joinsPositionsWithTheirNumbers() {
    String pair = pseudonyms.of(Kind.GEO, "52.5200, -113.4050").text();
    assertThat(pair)
        .isEqualTo(
            pseudonyms.of(Kind.DECIMAL, "52.5200").text()
                + ", "
                + pseudonyms.of(Kind.DECIMAL, "-113.4050").text());
  }

  @Test
  void joinsWhatIsReadAlike() {
    Pseudonym card = pseudonyms.of(Kind.CARD, "4111111111111111");
    assertThat(pseudonyms.of(Kind.CARD, "4111\u00ad111111111111").text().replace("\u00ad", ""))
        .isEqualTo(card.text());
    assertThat(pseudonyms.of(Kind.EMAIL, "bob＠ｘ.org"))
        .isEqualTo(pseudonyms.of(Kind.EMAIL, "bob@x.org"));
    assertThat(pseudonyms.of(Kind.IP, "::ffff:cb00:7109"))
        .isEqualTo(pseudonyms.of(Kind.IP, "::ffff:203.0.113.9"));
    assertThat(pseudonyms.of(Kind.DATE, "31.12.1980").text())
        .matches(
            pseudonyms
                .of(Kind.DATE, "1980-12-31")
                .text()
                .replaceFirst("(\\d+)-(\\d+)-(\\d+)", "$3.$2.$1"));
  }

  @Test
  void keepsPassportsReadable() {
    String names = pseudonyms.of(Kind.NATIONAL_ID, MRZ[0]).text();
    assertThat(names).matches("P<UTO[A-Z]{8}<<[A-Z]{4}<[A-Z]{5}<{19}");
    for (int i = 1; i < MRZ.length; i++) {
      String pseudonym = pseudonyms.of(Kind.NATIONAL_ID, MRZ[i]).text();
      assertThat(Passports.line(pseudonym)).isEqualTo(Passports.line(MRZ[i]));
      assertThat(pseudonym.replaceAll("[^<]", "-")).isEqualTo(MRZ[i].replaceAll("[^<]", "-"));
    }
    String numbers = pseudonyms.of(Kind.NATIONAL_ID, MRZ[1]).text();
    String composite =
        numbers.substring(0, 10) + numbers.substring(13, 20) + numbers.substring(21, 43);
    assertThat(numbers.charAt(43)).isEqualTo(Passports.checkDigit(composite));
    assertThat(numbers).doesNotContain("L898902C3", "740812", "120415", "ZE184226B");
  }

  private static final String[] MRZ = {
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "D231458907UTO7408122F1204159<<<<<<<6",
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
  };

  /** Tokens of each form become others of that form. */
  @Test
  void keepsSecretsOfTheirSort() {
    forAll(
        500,
        random -> "ghp_" + token(random, 36),
        token -> {
          String pseudonym = pseudonyms.of(Kind.SECRET, token).text();
          assertThat(pseudonym).startsWith("ghp_").hasSameSizeAs(token).isNotEqualTo(token);
          assertThat(Shapes.of(pseudonym)).isEqualTo(Kind.SECRET);
        });
  }

  private static String token(RandomGenerator random, int length) {
    return string(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
  }
}
