package dev.parallax.replayer.renew;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Leg;
import dev.parallax.replayer.plan.Arm;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FreshKeyTest {

  private static final String UUID = "8e03978e-40d5-43dd-bc93-6894a57f9324";
  private static final Drawn FIRST = Drawn.of("run-1", new Arm(Leg.CANDIDATE, 1));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        UUID + ", [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-b[0-9a-f]{3}-[0-9a-f]{12}",
        "'\"" + UUID + "\"', \"[0-9a-f-]{13}-4[0-9a-f-]{4}b[0-9a-f-]{16}\"",
        "order_" + UUID + ", [a-z]{5}_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{4}b[0-9a-f-]{16}",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV, 0[0-9A-HJKMNP-TV-Z]{25}",
        "9f86d081884c7d659a2feaa0c55ad015, [0-9a-f]{32}",
        "9F86D081884C7D659A2FEAA0C55AD015, [0-9A-F]{32}",
        "V1StGXR8_Z5j-myT, [A-Z][0-9][A-Z][a-z][A-Z]{3}[0-9]_[A-Z][0-9][a-z]-[a-z]{2}[A-Z]",
        "1700000000123, 1[0-9]{12}",
      })
  void hasTheShapeOfWhatWasRecorded(String recorded, String shape) {
    assertThat(FreshKey.of(recorded, FIRST)).matches(shape).isNotEqualTo(recorded);
  }

  @Test
  void isAnotherInEachRunLegAndAttempt() {
    Stream<Drawn> arms =
        Stream.of(
            FIRST,
            Drawn.of("run-2", new Arm(Leg.CANDIDATE, 1)),
            Drawn.of("run-1", new Arm(Leg.CONTROL, 1)),
            Drawn.of("run-1", new Arm(Leg.CANDIDATE, 2)));

    assertThat(arms.map(arm -> FreshKey.of(UUID, arm))).doesNotHaveDuplicates();
  }

  /** A client that tries again says so by the same key. */
  @Test
  void isTheSameWhereItWasRepeated() {
    assertThat(FreshKey.of(UUID, FIRST))
        .isEqualTo(FreshKey.of(UUID, Drawn.of("run-1", new Arm(Leg.CANDIDATE, 1))));
  }

  /** Two orders that get one key are one order. */
  @Test
  void keepsApartWhatWasApart() {
    assertThat(IntStream.range(0, 1000).mapToObj("%03d"::formatted))
        .extracting(key -> FreshKey.of(key, FIRST))
        .doesNotHaveDuplicates();
    assertThat(IntStream.range(0, 26 * 26).mapToObj(FreshKeyTest::twoLetters))
        .extracting(key -> FreshKey.of(key, FIRST))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "é", "{}"})
  void leavesWhatHasNoLetters(String recorded) {
    assertThat(FreshKey.of(recorded, FIRST)).isEqualTo(recorded);
  }

  @ParameterizedTest
  @CsvSource({
    "Idempotency-Key,   true",
    "X-Idempotency-Key, true",
    "x-request-id,      true",
    "x-correlation-id,  false",
  })
  void knowsTheHeadersThatSayItIsTheSameRequest(String header, boolean key) {
    assertThat(FreshKey.isIn(header)).isEqualTo(key);
  }

  private static String twoLetters(int number) {
    return "" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
  }
}
