package dev.parallax.cli.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.proto.Body;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.sample.Estimate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoursTest {

  private static final String TABLE =
      """
      HOUR              SERVICE                  VOLUME                 RECORDED         TRAFFIC   ERRORS      BYTES  COVERAGE  NOT CAPTURED
      2026-11-23 09:00Z shop                     ####################          4               4        2    4.0 KiB   100.0 %
      2026-11-23 10:00Z shop                     #####                         1               1        0       40 B    50.0 %  1 lost log error
      2026-11-23 10:00Z till                     ##########                    2               2        0    6.0 MiB         -
      2026-11-24 00:00Z shop                                                   0               0        0        0 B   >99.9 %  1 lost queue full
      """;

  private static final String JSON =
      """
      {"hour":"2026-11-23T09:00:00Z","service":"shop","exchanges":4,"errors":2,"bytes":4096,"seen":4,"notCaptured":{},"traffic":{"exchanges":{"total":4,"low":4,"high":4},"errors":{"total":2,"low":2,"high":2},"bytes":{"total":4096,"low":4096,"high":4096}}}
      {"hour":"2026-11-23T10:00:00Z","service":"shop","exchanges":1,"errors":0,"bytes":40,"seen":2,"notCaptured":{"LOST_LOG_ERROR":1},"traffic":{"exchanges":{"total":1,"low":1,"high":1},"errors":{"total":0,"low":0,"high":0},"bytes":{"total":40,"low":40,"high":40}}}
      {"hour":"2026-11-23T10:00:00Z","service":"till","exchanges":2,"errors":0,"bytes":6291456,"seen":0,"notCaptured":{},"traffic":{"exchanges":{"total":2,"low":2,"high":2},"errors":{"total":0,"low":0,"high":0},"bytes":{"total":6291456,"low":6291456,"high":6291456}}}
      {"hour":"2026-11-24T00:00:00Z","service":"shop","exchanges":0,"errors":0,"bytes":0,"seen":5000,"notCaptured":{"LOST_QUEUE_FULL":1},"traffic":{"exchanges":{"total":0,"low":0,"high":0},"errors":{"total":0,"low":0,"high":0},"bytes":{"total":0,"low":0,"high":0}}}
      """;

  private final Hours hours = new Hours();

  @Test
  void printsALineAnHourAndService() {
    recorded().forEach(hours::add);
    StringWriter out = new StringWriter();

    HoursTable.print(hours.hours(), new PrintWriter(out, true));

    assertThat(out.toString().replaceAll(" +\n", "\n")).isEqualTo(TABLE);
  }

  @Test
  void printsAnObjectAnHourAndServiceForScripts() throws IOException {
    recorded().forEach(hours::add);
    StringWriter out = new StringWriter();

    HoursTable.printJson(hours.hours(), new PrintWriter(out, true));

    assertThat(out).hasToString(JSON);
  }

  @Test
  void addsUpTheSameInWhateverOrderTheLogIsRead() {
    recorded().forEach(hours::add);
    List<Event> shuffled = new ArrayList<>(recorded());
    Collections.shuffle(shuffled, new Random(3));
    Hours again = new Hours();

    shuffled.forEach(again::add);

    assertThat(again.hours()).isEqualTo(hours.hours());
  }

  @Test
  void countsAnEntryThatWasToldAgainOnce() {
    hours.add(entry("2026-11-23T09:00:10Z", 1, 3, Fate.SAMPLED_OUT, 1));
    hours.add(entry("2026-11-23T09:00:20Z", 1, 5, Fate.SAMPLED_OUT, 4));

    Hour hour = hours.hours().getFirst();
    assertThat(hours.hours()).hasSize(1);
    assertThat(hour.seen()).isEqualTo(9);
    assertThat(hour.coverage()).isEqualTo(5.0 / 9);
    assertThat(hour.mostNotCaptured()).isEqualTo("4 sampled out");
  }

  @Test
  void tellsOfTheTrafficWhatSampledExchangesStandFor() throws IOException {
    for (int i = 0; i < 400; i++) {
      hours.add(selected("s-" + i, "share", 0.01, answered(200, 1 << 20)));
    }
    hours.add(selected("s-1000", "error", 1, answered(503, 1 << 20)));
    hours.add(selected("s-1000", "context", 0, answered(200, 1 << 20)));

    Hour hour = hours.hours().getFirst();
    assertThat(hour.exchanges()).isEqualTo(402);
    assertThat(hour.traffic().exchanges().total()).isCloseTo(40_001, within(1e-6));
    assertThat(hour.traffic().exchanges().low()).isBetween(34_000.0, 38_000.0);
    assertThat(hour.traffic().exchanges().high()).isBetween(42_000.0, 46_000.0);
    assertThat(hour.traffic().errors()).isEqualTo(new Estimate(1, 1, 1));
    StringWriter out = new StringWriter();
    HoursTable.print(hours.hours(), new PrintWriter(out, true));
    assertThat(out.toString()).contains("  402    ~40001 ±10 %        1  ~39.1 GiB         -");
  }

  private static Event selected(
      String session, String reason, double probability, Exchange.Builder exchange) {
    return exchange(
        "shop",
        "2026-11-23T09:00:00Z",
        exchange
            .setSession(session)
            .setSelection(Selection.newBuilder().setReason(reason).setProbability(probability)));
  }

  @Test
  void holdsNothingOfNothing() {
    hours.add(Event.getDefaultInstance());

    assertThat(hours.hours()).isEmpty();
  }

  private static List<Event> recorded() {
    return List.of(
        entry("2026-11-23T09:30:00Z", 1, 4, Fate.SAMPLED_OUT, 0),
        exchange("shop", "2026-11-23T09:00:00Z", answered(200, 1024)),
        exchange("shop", "2026-11-23T09:59:59.999999999Z", answered(503, 1024)),
        exchange("shop", "2026-11-23T09:10:00Z", failed(Failure.Kind.RESET, 1024)),
        exchange("shop", "2026-11-23T09:20:00Z", failed(Failure.Kind.CLIENT_ABORTED, 1024)),
        exchange("shop", "2026-11-23T10:00:00Z", answered(404, 40)),
        exchange("till", "2026-11-23T10:30:00Z", answered(200, 3 << 20)),
        exchange("till", "2026-11-23T10:30:00Z", answered(200, 3 << 20)),
        entry("2026-11-23T10:00:00Z", 2, 1, Fate.LOST_LOG_ERROR, 1),
        entry("2026-11-24T00:00:05Z", 3, 4_999, Fate.LOST_QUEUE_FULL, 1));
  }

  private static Exchange.Builder answered(int status, long bytes) {
    return Exchange.newBuilder()
        .setRequest(Request.newBuilder().setBody(Body.newBuilder().setLength(bytes / 4)))
        .setResponse(
            Response.newBuilder()
                .setStatus(status)
                .setBody(Body.newBuilder().setLength(bytes - bytes / 4)));
  }

  private static Exchange.Builder failed(Failure.Kind kind, long bytes) {
    return Exchange.newBuilder()
        .setRequest(Request.newBuilder().setBody(Body.newBuilder().setLength(bytes)))
        .setFailure(Failure.newBuilder().setKind(kind));
  }

  private static Event exchange(String service, String started, Exchange.Builder exchange) {
    return Event.newBuilder()
        .setExchange(exchange.setService(service).setStartedAtNanos(nanos(started)))
        .build();
  }

  private static Event entry(String to, long sequence, long captured, Fate fate, long others) {
    LedgerEntry.Builder entry =
        LedgerEntry.newBuilder()
            .setService("shop")
            .setRecorder("shop-0")
            .setSequence(sequence)
            .setToNanos(nanos(to))
            .addCounts(
                LedgerEntry.Count.newBuilder().setFate(Fate.CAPTURED).setExchanges(captured));
    if (others > 0) {
      entry.addCounts(LedgerEntry.Count.newBuilder().setFate(fate).setExchanges(others));
    }
    return Event.newBuilder().setLedger(entry).build();
  }

  private static long nanos(String instant) {
    Instant at = Instant.parse(instant);
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }
}
