package dev.parallax.recorder.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareSamplerTest {

  private static final List<String> SESSIONS =
      new Random(7).longs(20_000).mapToObj(Long::toHexString).toList();

  private static boolean keeps(double share, String session) {
    return new ShareSampler().select(share, session).isPresent();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9})
  void keepsAboutTheShareAndSaysSo(double share) {
    long kept = SESSIONS.stream().filter(session -> keeps(share, session)).count();
    // Five standard deviations.
    double tolerance = 5 * Math.sqrt(share * (1 - share) / SESSIONS.size());
    assertThat(kept / (double) SESSIONS.size()).isCloseTo(share, within(tolerance));
    String some =
        SESSIONS.stream().filter(session -> keeps(share, session)).findFirst().orElseThrow();
    assertThat(new ShareSampler().select(share, some).orElseThrow())
        .satisfies(selection -> assertThat(selection.getReason()).isEqualTo("share"))
        .satisfies(selection -> assertThat(selection.getProbability()).isEqualTo(share));
  }

  @Test
  void spreadsNamesThatDifferLittle() {
    List<String> counted = IntStream.range(0, 10_000).mapToObj(i -> "session-" + i).toList();
    long kept = counted.stream().filter(session -> keeps(0.2, session)).count();
    assertThat(kept / 10_000.0).isCloseTo(0.2, within(0.02));
  }

  @Test
  void keepsOrDropsASessionWholeInEachProcess() {
    for (String session : SESSIONS.subList(0, 1000)) {
      assertThat(keeps(0.3, session)).isEqualTo(keeps(0.3, new String(session.toCharArray())));
    }
    // Vectors: recorders of other versions and machines decide the same.
    assertThat(keeps(0.5, "s-0123456789abcdef")).isFalse();
    assertThat(keeps(0.5, "s-fedcba9876543210")).isTrue();
    assertThat(keeps(0.5, "s-0000000000000000")).isFalse();
    assertThat(keeps(0.5, "s-1111111111111111")).isFalse();
    assertThat(keeps(0.5, "s-2222222222222222")).isFalse();
  }

  @Test
  void keepsAtALargerShareWhatItKeptAtASmaller() {
    assertThat(SESSIONS.stream().filter(session -> keeps(0.1, session)))
        .isNotEmpty()
        .allMatch(session -> keeps(0.2, session));
  }
}
