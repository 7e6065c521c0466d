package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import dev.parallax.cli.fixture.KafkaLogs;
import dev.parallax.cli.fixture.Service;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Events;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.log.kafka.KafkaWindow;
import dev.parallax.recorder.log.kafka.LogLayout;
import dev.parallax.recorder.log.spool.SpoolSettings;
import dev.parallax.recorder.log.spool.SpooledLog;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Windows by time over what a spool forwarded behind younger records of another recorder. */
@Timeout(120)
class LateRecordsIT {

  private static final LogLayout LAYOUT = new LogLayout(3, 1, Duration.ofDays(1), 64 << 10);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int EXCHANGES = 6_000;

  /** Behind every window, and behind what is looked at for slow exchanges. */
  private static final long LATER_MILLIS = Duration.ofMinutes(20).toMillis();

  @TempDir private Path work;

  private final Service shop =
      new Service("shop", Instant.now().minus(Duration.ofMinutes(30)).minusMillis(7));

  @Test
  void areFoundOnceBesideWhatCameInTime() throws Exception {
    try (KafkaLogs logs = KafkaLogs.start(work.resolve("kafka"), LAYOUT)) {
      spool(exchanges(0), entry("late", 1));
      logs.append(exchanges(EXCHANGES));
      append(logs, entry("in-time", 1));
      logs.append(
          IntStream.range(0, 100)
              .mapToObj(i -> shop.exchange(2 * EXCHANGES + i, LATER_MILLIS + i, 1))
              .toList());
      append(logs, entry("younger", LATER_MILLIS));

      forward(logs);

      assertThat(ids(logs.events().window(shop.selection(0, EXCHANGES), LONGEST)))
          .containsExactlyInAnyOrderElementsOf(ids(0, 2 * EXCHANGES));
      assertThat(recorders(logs.events().window(shop.selection(0, EXCHANGES), LONGEST)))
          .containsExactlyInAnyOrder("late", "in-time");
      assertThat(ids(logs.events().window(shop.selection(EXCHANGES - 10, EXCHANGES), LONGEST)))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      ids(EXCHANGES - 10, EXCHANGES).stream(),
                      ids(2 * EXCHANGES - 10, 2 * EXCHANGES).stream())
                  .toList());
      KafkaWindow without =
          logs.events().window(shop.selection(LATER_MILLIS, LATER_MILLIS + 100), LONGEST);
      assertThat(ids(without)).isEqualTo(ids(2 * EXCHANGES, 2 * EXCHANGES + 100));
    }
  }

  /** One a millisecond. */
  private List<Exchange> exchanges(int first) {
    return IntStream.range(0, EXCHANGES).mapToObj(i -> shop.exchange(first + i, i, 1)).toList();
  }

  private List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(shop::id).toList();
  }

  private LedgerEntry entry(String recorder, long fromMillis) {
    long fromNanos = shop.begin().plusMillis(fromMillis).toEpochMilli() * 1_000_000;
    return LedgerEntry.newBuilder()
        .setId(recorder + "-entry")
        .setService(shop.name())
        .setRecorder(recorder)
        .setSequence(1)
        .setFromNanos(fromNanos)
        .setToNanos(fromNanos + 1)
        .build();
  }

  /** As a proxy leaves it that recorded while Kafka was away. */
  private void spool(List<Exchange> exchanges, LedgerEntry entry) throws IOException {
    try (SpooledLog log = SpooledLog.open(new AwayLog(), settings())) {
      for (Exchange exchange : exchanges) {
        log.append(Harmless.reread(Events.wrap(exchange)));
      }
      log.append(Harmless.counts(entry));
    }
  }

  private void forward(KafkaLogs logs) throws IOException {
    try (SpooledLog log = SpooledLog.open(logs.writer(), settings())) {
      await().atMost(Duration.ofSeconds(60)).until(() -> log.counts().bytes() == 0);
      assertThat(log.counts().lost()).isZero();
    }
  }

  private SpoolSettings settings() {
    return new SpoolSettings(work.resolve("spool"), 64 << 20);
  }

  private static void append(KafkaLogs logs, LedgerEntry entry) throws IOException {
    try (EventLog log = logs.writer()) {
      log.append(Harmless.counts(entry));
      log.flush();
    }
  }

  private static List<String> ids(KafkaWindow window) throws IOException {
    return KafkaLogs.all(window.open()).stream()
        .filter(Event::hasExchange)
        .map(event -> event.getExchange().getId())
        .toList();
  }

  private static List<String> recorders(KafkaWindow window) throws IOException {
    List<String> recorders = new ArrayList<>();
    for (Event event : KafkaLogs.all(window.open())) {
      if (event.hasLedger()) {
        recorders.add(event.getLedger().getRecorder());
      }
    }
    return recorders;
  }

  private static final class AwayLog implements EventLog {

    @Override
    public void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
      throw new LogAwayException("nobody is there", null);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
