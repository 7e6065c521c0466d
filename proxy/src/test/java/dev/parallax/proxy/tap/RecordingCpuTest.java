package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.recorder.capture.CaptureWorker;
import dev.parallax.recorder.log.kafka.KafkaLog;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingCpuTest {

  static String[] recording() {
    return new String[] {CaptureWorker.THREAD_NAME, KafkaLog.SENDER_THREAD_PREFIX + " | parallax"};
  }

  @ParameterizedTest
  @MethodSource("recording")
  void readsTheTimeOfThreadsThatRecordSinceItLastDid(String name) throws Exception {
    RecordingCpu cpu = new RecordingCpu();
    cpu.takeNanos();
    Thread busy = busy(name);
    await().until(() -> cpu.takeNanos() > 0);
    busy.interrupt();
    busy.join();
    cpu.takeNanos();
    assertThat(cpu.takeNanos()).isZero();
  }

  @Test
  void readsNothingOfOthers() throws Exception {
    RecordingCpu cpu = new RecordingCpu();
    AtomicLong turns = new AtomicLong();
    Thread busy = busy("parallax-proxy-1-1", turns);
    await().until(() -> turns.get() > 1_000_000);
    assertThat(cpu.takeNanos()).isZero();
    busy.interrupt();
    busy.join();
  }

  private static Thread busy(String name) {
    return busy(name, new AtomicLong());
  }

  private static Thread busy(String name, AtomicLong turns) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                turns.incrementAndGet();
              }
            });
  }
}
