package dev.parallax.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.capture.MemoryLog;
import dev.parallax.recorder.raw.Keep;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sample.Reason;
import dev.parallax.recorder.sample.Workload;
import dev.parallax.recorder.sample.Workload.Drawn;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Traffic of 2,000 shapes through a recorder that keeps 1 % of the sessions, and what is new. */
@Timeout(120)
class RecorderSamplingTest {

  private final MemoryLog log = new MemoryLog();

  private static Sanitiser sanitiser(int key) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) key);
    return new Sanitiser(SanitisePolicy.strict(), PseudonymKey.of(secret));
  }

  private static RecorderTotals record(List<Drawn> traffic, int key, MemoryLog log) {
    RecorderSettings settings =
        new RecorderSettings(
            "shop",
            Deployment.getDefaultInstance(),
            256 << 20,
            Duration.ofMillis(20),
            Duration.ofMinutes(1));
    Recorder recorder = Recorder.start(settings, sanitiser(key), log);
    for (Drawn drawn : traffic) {
      RawExchange raw = drawn.raw();
      assertThat(
              recorder.tryReserve(Objects.requireNonNull(raw.response()).body().content().length))
          .isTrue();
      recorder.submit(raw);
    }
    recorder.close();
    assertThat(recorder.bytesInFlight()).isZero();
    Map<String, Long> kept =
        recorder.kept().kept().entrySet().stream()
            .filter(reason -> reason.getValue() > 0)
            .collect(Collectors.toMap(reason -> reason.getKey().word(), Map.Entry::getValue));
    assertThat(kept)
        .isEqualTo(
            log.exchanges().stream()
                .collect(
                    Collectors.groupingBy(
                        exchange -> exchange.getSelection().getReason(), Collectors.counting())));
    return recorder.totals();
  }

  @Test
  void hasTheShapesInTheLogAndAccountsForTheRest() {
    List<Drawn> traffic = new Workload(1, 0.01, Keep.ODD).draw(30_000);
    RecorderTotals totals = record(traffic, 1, log);

    Map<String, Integer> shapes = new HashMap<>();
    traffic.forEach(drawn -> shapes.put(drawn.raw().id(), drawn.shape()));
    Set<Integer> seen = new HashSet<>(shapes.values());
    Set<Integer> inLog = new HashSet<>();
    log.exchanges().forEach(exchange -> inLog.add(shapes.get(exchange.getId())));
    assertThat(inLog.size()).isGreaterThanOrEqualTo((int) Math.ceil(0.99 * seen.size()));
    assertThat(log.exchanges()).extracting(Exchange::getId).doesNotHaveDuplicates();

    assertThat(totals.lost()).isZero();
    assertThat(totals.captured()).isEqualTo(log.exchanges().size());
    assertThat(totals.captured() + totals.sampledOut()).isEqualTo(traffic.size());
    Map<Fate, Long> written =
        log.ledger().stream()
            .flatMap(entry -> entry.getCountsList().stream())
            .collect(
                Collectors.groupingBy(
                    LedgerEntry.Count::getFate,
                    Collectors.summingLong(LedgerEntry.Count::getExchanges)));
    assertThat(written).isEqualTo(totals.exchanges());
  }

  @Test
  void keepsSampledSessionsWhole() {
    List<Drawn> traffic = new Workload(2, 0.1, Keep.ODD).draw(10_000);
    record(traffic, 1, log);
    Set<String> sampled = sampledSessions(log);
    Map<String, Integer> inLog = new HashMap<>();
    log.exchanges().forEach(exchange -> inLog.merge(exchange.getSession(), 1, Integer::sum));
    MemoryLog all = new MemoryLog();
    record(new Workload(2, 1, Keep.ODD).draw(10_000), 1, all);
    Map<String, Integer> truth = new HashMap<>();
    all.exchanges().forEach(exchange -> truth.merge(exchange.getSession(), 1, Integer::sum));
    assertThat(sampled).hasSizeGreaterThan(50);
    assertThat(sampled)
        .allSatisfy(session -> assertThat(inLog.get(session)).isEqualTo(truth.get(session)));
    assertThat(log.exchanges())
        .allSatisfy(
            exchange ->
                assertThat(exchange.getSelection().getOrphan())
                    .isEqualTo(!sampled.contains(exchange.getSession())));
  }

  @Test
  void choosesTheSameSessionsAsAnotherRecorderWithItsKey() {
    List<Drawn> traffic = new Workload(3, 0.1, Keep.ODD).draw(4_000);
    MemoryLog same = new MemoryLog();
    MemoryLog other = new MemoryLog();
    record(traffic, 1, log);
    record(traffic, 1, same);
    record(traffic, 2, other);
    assertThat(sampledSessions(log)).hasSizeGreaterThan(20).isEqualTo(sampledSessions(same));
    assertThat(sampledIds(log)).isNotEqualTo(sampledIds(other));
  }

  private static Set<String> sampledSessions(MemoryLog log) {
    return log.exchanges().stream()
        .filter(exchange -> !exchange.getSelection().getOrphan())
        .map(Exchange::getSession)
        .collect(Collectors.toSet());
  }

  private static Set<String> sampledIds(MemoryLog log) {
    return log.exchanges().stream()
        .filter(exchange -> exchange.getSelection().getReason().equals(Reason.SHARE.word()))
        .map(Exchange::getId)
        .collect(Collectors.toSet());
  }
}
