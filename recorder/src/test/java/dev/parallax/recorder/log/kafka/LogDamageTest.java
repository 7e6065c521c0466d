package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogDamageTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0, 1 record is no event",
    "2, 0, 2 records are no events",
    "0, 1, 1 record was removed by retention",
    "0, 3, 3 records were removed by retention",
    "1, 3, '1 record is no event, and 3 records were removed by retention'",
    "2, 1, '2 records are no events, and 1 record was removed by retention'",
  })
  void saysWhatIsMissing(long poison, long expired, String sentence) {
    LogDamage damage =
        LogDamage.NONE.plus(new LogDamage(poison, 0)).plus(new LogDamage(0, expired));

    assertThat(damage.sentence()).isEqualTo(sentence);
    assertThat(damage.isNone()).isFalse();
    assertThat(LogDamage.NONE.isNone()).isTrue();
  }
}
