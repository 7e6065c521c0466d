package dev.parallax.bench.load.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TotalsTest {

  @Test
  void addsUpAllFates() throws IOException {
    Totals totals =
        Totals.parse(
            """
            parallax proxy: listening on http://127.0.0.1:1, upstream http://127.0.0.1:2, recording
            parallax proxy: Kafka at 127.0.0.1:9: 100 exchanges seen, 90 captured, 7 lost queue full, 3 sampled out
            parallax proxy: a fault
            """);

    assertThat(totals.seen()).isEqualTo(100);
    assertThat(totals.captured()).isEqualTo(90);
    assertThat(totals.counted()).isEqualTo(10);
  }

  @Test
  void refusesAProxyThatSaidNothing() {
    assertThatThrownBy(() -> Totals.parse("Killed")).hasMessageContaining("Killed");
  }
}
