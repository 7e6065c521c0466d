package dev.parallax.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingsTest {

  @Test
  void readsCpuTimeBehindACommandWithSpacesAndParentheses() {
    String stat = "42 (ng (x) inx) S 1 42 42 0 -1 4194560 90 0 0 0 250 150 0 0 20 0 1 0 100";

    assertThat(CpuTime.micros(stat)).isEqualTo(4_000_000);
  }

  @Test
  void countsBadStatusesAndSocketErrorsAsErrors() throws IOException {
    Wrk.Load load =
        Wrk.parse(
            """
              20010 requests in 5.00s, 26.1MB read
              Socket errors: connect 0, read 3, write 0, timeout 2
              Non-2xx or 3xx responses: 7
            """);

    assertThat(load.requests()).isEqualTo(20_010);
    assertThat(load.requestsPerSecond()).isCloseTo(4002, within(0.001));
    assertThat(load.errors()).isEqualTo(12);
  }

  @Test
  void refusesToReadARunThatCountedNothing() {
    assertThatThrownBy(() -> Wrk.parse("unable to connect")).hasMessageContaining("no count");
  }

  @Test
  void takesTheMiddleOfUnsortedValues() {
    assertThat(ProxyBench.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
    assertThat(ProxyBench.median(List.of(9.0, 1.0, 5.0, 7.0))).isEqualTo(6.0);
  }
}
