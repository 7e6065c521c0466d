package dev.parallax.bench.load.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CpuClockTest {

  @Test
  void agreesWithWhatTheJvmKnowsOfItself() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    double before = self.info().totalCpuDuration().orElseThrow().toNanos() / 1e3;
    double micros = CpuClock.micros(self.pid());
    double after = self.info().totalCpuDuration().orElseThrow().toNanos() / 1e3;

    // The JVM's own figure has steps of 10 ms.
    assertThat(micros).isBetween(before - 20_000, after + 20_000);
  }

  @Test
  void saysSoOfAProcessThatHasEnded() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();

    assertThatThrownBy(() -> CpuClock.micros(process.pid())).hasMessageContaining("has ended");
  }
}
