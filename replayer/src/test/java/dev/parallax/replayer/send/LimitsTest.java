package dev.parallax.replayer.send;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitsTest {

  @ParameterizedTest
  @CsvSource({
    " 0, 1,  0, replay.timeout: 0 ms (expected: >= 1 ms)",
    " 1, 0,  0, replay.maxConcurrent: 0 (expected: >= 1)",
    " 1, 1, -1, replay.maxAnswer: -1 bytes (expected: >= 0)",
  })
  void namesTheKeyThatTheUserSet(
      long timeoutMillis, int maxInFlight, int maxBodyBytes, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Limits(
                    Duration.ofMillis(timeoutMillis),
                    Duration.ofSeconds(5),
                    maxInFlight,
                    maxBodyBytes))
        .withMessage(message);
  }
}
