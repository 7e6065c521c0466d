package dev.parallax.recorder.sanitize.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bob@example.org                        | EMAIL
          first.last+tag@sub.example.co.uk       | EMAIL
          josé@exämple.de                        | EMAIL
          bob@localhost                          | TEXT
          4111111111111111                       | CARD
          4111 1111 1111 1111                    | CARD
          3782-822463-10005                      | CARD
          4111111111111112                       | ID
          1700000000000                          | ID
          +49 170 1234567                        | PHONE
          (415) 555-0123                         | PHONE
          415.555.0123                           | PHONE
          030/1234567                            | PHONE
          DE89 3704 0044 0532 0130 00            | IBAN
          gb82west12345698765432                 | IBAN
          DE89370400440532013001                 | TOKEN
          203.0.113.9                            | IP
          2001:db8::1                            | IP
          ::ffff:203.0.113.9                     | IP
          1.2.3                                  | TEXT
          10:30:00                               | TEXT
          550e8400-e29b-41d4-a716-446655440000   | UUID
          1234567                                | ID
          -42                                    | ID
          00042                                  | ID
          19.95                                  | DECIMAL
          -1.5E+10                               | DECIMAL
          1e3                                    | DECIMAL
          2024-02-29                             | DATE
          2024-02-29T23:59:59.123+01:00          | DATE
          2024-02-29T23:59Z                      | DATE
          2024-02-29T23:59:59-0530               | DATE
          2024-02-29T23:59-4111111111111111      | TEXT
          2024-02-29T23:59:59+491701234567       | TOKEN
          2024-02-29T23:59:59.4111111111111111   | TEXT
          2023-02-29                             | TEXT
          d41d8cd98f00b204e9800998ecf8427e       | TOKEN
          kGf7Qx2LpZ9v                           | TOKEN
          internationalisation                   | TEXT
          PENDING                                | TEXT
          Bob Smith                              | TEXT
          eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln | JWT
          """)
  void classifies(String value, Kind kind) {
    assertThat(Shapes.of(value)).isEqualTo(kind);
  }

  @Test
  void findsWithinText() {
    String text = "mail bob@x.org, card 4111-1111-1111-1111; from 10.1.2.3 or +49 170 1234567.";
    assertThat(Finder.find(text).stream().map(f -> text.substring(f.start(), f.end())))
        .containsExactly("bob@x.org", "4111-1111-1111-1111", "10.1.2.3", "+49 170 1234567");
  }

  @Test
  void findsACardAmongOtherNumbers() {
    String text = "12 4111 1111 1111 1111 123";
    assertThat(Finder.find(text)).isEqualTo(List.of(new Find(3, 22, Kind.CARD)));
  }

  @ParameterizedTest
  @CsvSource({
    "getUserProfileById, false",
    "internationalization, false",
    "x-requested-with, false",
    "warenkorb, false",
    "addressLine1, false",
    "shippingAddress2, false",
    "qzkxvjwpqhtg7, true",
    "qzkxvjwpqhtg, true",
    "kGf7Qx2LpZ9vTr, true",
    "d41d8cd98f00b204, true",
  })
  void tellsWordsFromGibberish(String text, boolean gibberish) {
    assertThat(Gibberish.is(text)).isEqualTo(gibberish);
  }
}
