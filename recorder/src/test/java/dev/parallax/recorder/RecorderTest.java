package dev.parallax.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.capture.MemoryLog;
import dev.parallax.recorder.capture.RawExchanges;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.raw.Keep;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.RawRoute;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RecorderTest {

  private static final Deployment DEPLOYMENT =
      Deployment.newBuilder().setVersion("1.4.2").setInstance("shop-0").build();
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Sanitiser sanitiser =
      new Sanitiser(SanitisePolicy.strict(), PseudonymKey.of(new byte[32]));

  @TempDir Path folder;

  private static RecorderSettings settings(long maxBytesInFlight) {
    return new RecorderSettings("shop", DEPLOYMENT, maxBytesInFlight, Duration.ofMillis(20), LONG);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1})
  void losesNothingThatItsBudgetHolds(double share) throws Exception {
    RecorderTotals totals = recordWithManyThreads(64 << 20, share);
    assertThat(totals.lost()).isZero();
    assertThat(totals.sampledOut() > 0).isEqualTo(share < 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1})
  void accountsForWhatItsBudgetDoesNotHold(double share) throws Exception {
    assertThat(recordWithManyThreads(40_000, share).captured()).isPositive();
  }

  @Test
  void dropsAllThatIsLargerThanItsBudget() throws Exception {
    RecorderTotals totals = recordWithManyThreads(1, 1);
    assertThat(totals.captured()).isZero();
    assertThat(totals.lostByReason()).containsOnlyKeys(Fate.LOST_QUEUE_FULL);
  }

  /** Every exchange is accounted for once, and the file holds exactly the captured ones. */
  private RecorderTotals recordWithManyThreads(long maxBytesInFlight, double share)
      throws Exception {
    int threads = 8;
    int each = 1_500;
    Path file = folder.resolve("capture.plx");
    Recorder recorder =
        Recorder.start(settings(maxBytesInFlight), sanitiser, PlxWriter.create(file));
    try (ExecutorService taps = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread * each;
        done.add(taps.submit(() -> tap(recorder, first, each, share)));
      }
      for (Future<?> tap : done) {
        tap.get();
      }
    }
    recorder.close();

    RecorderTotals totals = recorder.totals();
    assertThat(totals.seen()).isEqualTo((long) threads * each);
    assertThat(totals.captured() + totals.sampledOut() + totals.count(Fate.TAP_OFF) + totals.lost())
        .isEqualTo(totals.seen());
    assertThat(totals.count(Fate.TAP_OFF)).isEqualTo(threads * each / 100);
    assertThat(recorder.bytesInFlight()).isZero();

    Recorded recorded = read(file);
    assertThat(recorded.exchanges).hasSize((int) totals.captured());
    assertThat(recorded.exchanges).extracting(Exchange::getId).doesNotHaveDuplicates();
    assertThat(recorded.fates()).isEqualTo(totals.exchanges());
    assertThat(recorded.ledger.getLast().getLast()).isTrue();
    assertThat(recorded.ledger)
        .extracting(LedgerEntry::getSequence)
        .isEqualTo(LongStream.rangeClosed(1, recorded.ledger.size()).boxed().toList());
    return totals;
  }

  /** What a tap does: reserve as body bytes come, cut short where it may not, submit at the end. */
  private static void tap(Recorder recorder, int first, int count, double share) {
    SplittableRandom random = new SplittableRandom(first);
    for (int i = 0; i < count; i++) {
      if (i % 100 == 99) {
        recorder.count(Fate.TAP_OFF);
        continue;
      }
      int bytes = random.nextInt(2_000);
      RawExchange exchange = RawExchanges.get(first + i, recorder.tryReserve(bytes) ? bytes : 0);
      recorder.submit(RawExchanges.sampled(exchange, share));
    }
  }

  @Test
  void keepsSessionsWholeWhenItSamples() {
    MemoryLog log = new MemoryLog();
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    int sessions = 200;
    for (int i = 0; i < 4 * sessions; i++) {
      recorder.submit(RawExchanges.sampled(RawExchanges.of("client-" + i % sessions, i), 0.5));
    }
    recorder.close();
    Map<String, Long> kept =
        log.exchanges().stream()
            .collect(Collectors.groupingBy(Exchange::getSession, Collectors.counting()));
    assertThat(kept.values()).containsOnly(4L);
    assertThat(kept).hasSizeBetween(60, 140);
    assertThat(log.exchanges())
        .allMatch(exchange -> exchange.getSelection().getProbability() == 0.5);
    assertThat(recorder.totals().sampledOut()).isEqualTo(4L * (sessions - kept.size()));
  }

  @Test
  void writesWhoRecordedAndWhere() {
    MemoryLog log = new MemoryLog();
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    recorder.submit(RawExchanges.failed(4711));
    recorder.close();
    Exchange exchange = log.exchanges().getFirst();
    assertThat(exchange.getService()).isEqualTo("shop");
    assertThat(exchange.getDeployment())
        .isEqualTo(
            DEPLOYMENT.toBuilder()
                .setUpstream("shop:80")
                .setRecorder(log.ledger().getFirst().getRecorder())
                .build());
    assertThat(exchange.getSelection().getReason()).isEqualTo("share");
    LedgerEntry.Count count = log.ledger().getFirst().getCounts(0);
    assertThat(count.getEndpoint()).isEqualTo("GET /users/{id}");
    assertThat(count.getFate()).isEqualTo(Fate.CAPTURED);
  }

  @Test
  void tellsAWordOfAPathOnceManySessionsHaveSaidIt() {
    MemoryLog log = new MemoryLog();
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    for (int i = 0; i < 200; i++) {
      recorder.submit(RawExchanges.asking("/hello/" + i, "client-" + i));
    }
    recorder.submit(RawExchanges.asking("/seldom/1", "client-1"));
    recorder.close();
    List<String> targets =
        log.exchanges().stream().map(exchange -> exchange.getRequest().getTarget()).toList();
    assertThat(targets.getFirst()).matches("/[a-z]{5}/0").isNotEqualTo("/hello/0");
    assertThat(targets.get(199)).isEqualTo("/hello/199");
    assertThat(targets.getLast()).matches("/[a-z]{6}/1").isNotEqualTo("/seldom/1");
    TemplateSet templates = log.templates().getLast();
    assertThat(templates.getTemplatesList())
        .extracting(Template::getPattern)
        .containsExactly("/hello/{id}");
    assertThat(templates.getRecorder()).isEqualTo(log.ledger().getLast().getRecorder());
    assertThat(
            log.ledger().stream()
                .flatMap(entry -> entry.getCountsList().stream())
                .map(LedgerEntry.Count::getEndpoint))
        .containsOnly("unclassified", "GET /hello/{id}");
  }

  @Test
  void learnsFromWhatIsNotRecordedToo() {
    MemoryLog log = new MemoryLog();
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    for (int i = 0; i < 200; i++) {
      recorder.submit(
          RawExchanges.sampled(RawExchanges.asking("/hello/" + i, "client-" + i), 1e-9));
    }
    recorder.submit(RawExchanges.asking("/hello/1", "client-1"));
    recorder.close();
    assertThat(log.exchanges())
        .extracting(exchange -> exchange.getRequest().getTarget())
        .containsExactly("/hello/1");
  }

  @Test
  void beginsWithWhatTheLogKnows() {
    MemoryLog log = new MemoryLog();
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    recorder.adopt(
        TemplateSet.newBuilder()
            .addTemplates(
                Template.newBuilder()
                    .setMethod("GET")
                    .setAuthority("shop.example")
                    .setPattern("/hello/{id}"))
            .build());
    recorder.submit(RawExchanges.asking("/hello/1", "client-1"));
    recorder.close();
    assertThat(log.exchanges())
        .extracting(exchange -> exchange.getRequest().getTarget())
        .containsExactly("/hello/1");
  }

  @Test
  void writesTemplatesAgainThatTheLogLost() {
    MemoryLog log = new MemoryLog();
    log.refuse(TemplateSet.class::isInstance);
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    for (int i = 0; i < 100; i++) {
      recorder.submit(RawExchanges.failed(i));
    }
    await().until(() -> recorder.totals().captured() == 100);
    log.refuse(_ -> false);
    recorder.close();
    assertThat(log.templates()).hasSize(1);
  }

  @Test
  void namesTheServerBehindEachExchange() {
    MemoryLog log = new MemoryLog();
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    recorder.submit(RawExchanges.routed(RawExchanges.failed(1), new RawRoute("cart:81", 1)));
    recorder.submit(RawExchanges.routed(RawExchanges.failed(2), new RawRoute("shop:80", 1)));
    recorder.submit(RawExchanges.routed(RawExchanges.failed(3), new RawRoute("", 1)));
    recorder.close();
    assertThat(log.exchanges())
        .extracting(exchange -> exchange.getDeployment().getUpstream())
        .containsExactly("cart:81", "shop:80", "");
  }

  @Test
  void sanitisesByAnotherPolicyFromTheReloadOnAndKeepsSessions() {
    MemoryLog log = new MemoryLog();
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    recorder.submit(RawExchanges.of("client", 4711));
    await().until(() -> recorder.bytesInFlight() == 0 && log.exchanges().size() == 1);

    recorder.reload(
        DEPLOYMENT.toBuilder().addUpstreams("cart:81").build(),
        new SanitisePolicy(Mode.STRICT, List.of(), List.of("/users/**")));
    recorder.submit(RawExchanges.of("client", 4711));
    recorder.close();

    Exchange before = log.exchanges().getFirst();
    Exchange after = log.exchanges().getLast();
    assertThat(before.getRequest().getTarget()).doesNotContain("4711");
    assertThat(after.getRequest().getTarget()).isEqualTo("/users/4711");
    assertThat(after.getSanitisation().getPolicyDigest())
        .isNotEqualTo(before.getSanitisation().getPolicyDigest());
    assertThat(after.getSession()).isEqualTo(before.getSession());
    assertThat(after.getSanitisation().getKeyEpoch())
        .isEqualTo(before.getSanitisation().getKeyEpoch());
    assertThat(before.getDeployment().getUpstreamsList()).isEmpty();
    assertThat(after.getDeployment().getUpstreamsList()).containsExactly("cart:81");
  }

  @Test
  void sanitisesInTheModeOfTheRouteUnderOneKey() {
    MemoryLog log = new MemoryLog();
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    recorder.submit(RawExchanges.failed(4711));
    recorder.submit(
        RawExchanges.routed(
            RawExchanges.failed(4711), new RawRoute("shop:80", 1, Keep.NOTHING, Mode.DETECT)));
    recorder.close();

    Exchange strict = log.exchanges().getFirst();
    Exchange detect = log.exchanges().getLast();
    assertThat(strict.getRequest().getTarget()).doesNotContain("4711");
    assertThat(detect.getRequest().getTarget()).isEqualTo("/users/4711");
    assertThat(strict.getSanitisation().getMode()).isEqualTo(Mode.STRICT);
    assertThat(detect.getSanitisation().getMode()).isEqualTo(Mode.DETECT);
    assertThat(detect.getSanitisation().getPolicyDigest())
        .isNotEqualTo(strict.getSanitisation().getPolicyDigest());
    assertThat(detect.getSession()).isEqualTo(strict.getSession());
    assertThat(detect.getRequest().getHeadersList())
        .isEqualTo(strict.getRequest().getHeadersList());
  }

  @Test
  void writesNoSecretIntoTheFile() throws IOException {
    String secret = "q7XzP4nt3dK9secretW2";
    Path file = folder.resolve("capture.plx");
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, PlxWriter.create(file));
    recorder.submit(RawExchanges.of(secret, 1));
    recorder.close();
    try (PlxReader reader = PlxReader.open(file)) {
      String index = reader.index().orElseThrow().toString();
      List<String> events = new ArrayList<>(List.of(index));
      @Nullable Event event = reader.next();
      while (event != null) {
        events.add(event.toString());
        event = reader.next();
      }
      assertThat(events).hasSize(4).noneMatch(text -> text.contains(secret));
      assertThat(index).contains("GET /users/{id}");
    }
  }

  @Test
  void countsWhatComesAfterTheEnd() {
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, new MemoryLog());
    recorder.close();
    recorder.close();
    assertThat(recorder.tryReserve(10)).isTrue();
    recorder.submit(RawExchanges.get(1, 10));
    assertThat(recorder.totals().lostByReason()).isEqualTo(Map.of(Fate.LOST_AT_SHUTDOWN, 1L));
    assertThat(recorder.bytesInFlight()).isZero();
  }

  @Test
  void losesNothingThatWasAccountedForWhenTheLogIsBroken() {
    MemoryLog log = new MemoryLog();
    log.refuse(_ -> true);
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    for (int i = 0; i < 10; i++) {
      recorder.submit(RawExchanges.failed(i));
    }
    recorder.close();
    assertThat(recorder.totals().exchanges()).isEqualTo(Map.of(Fate.LOST_LOG_ERROR, 10L));
    assertThat(recorder.bytesInFlight()).isZero();
  }

  @Test
  void countsAsLostWhatTheLogTookAndCouldNotWriteAtItsEnd() {
    MemoryLog log = new MemoryLog();
    log.failFlushes(true);
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    for (int i = 0; i < 10; i++) {
      recorder.submit(RawExchanges.failed(i));
    }
    recorder.close();
    assertThat(recorder.totals().exchanges()).isEqualTo(Map.of(Fate.LOST_LOG_ERROR, 10L));
    assertThat(recorder.closeFault()).hasValue("disk full");
  }

  @Test
  void saysWhetherTheLogWasClosed() {
    Recorder clean = Recorder.start(settings(1 << 26), sanitiser, new MemoryLog());
    clean.close();
    assertThat(clean.closeFault()).isEmpty();
    MemoryLog log = new MemoryLog();
    log.failClose();
    Recorder unclean = Recorder.start(settings(1 << 26), sanitiser, log);
    unclean.close();
    assertThat(unclean.closeFault()).hasValue("disk full");
  }

  @Test
  void recordsWithoutItsBodyWhatIsLargerThanTheLogTakes() {
    MemoryLog log = new MemoryLog();
    RawExchange small = RawExchanges.get(1, 10);
    RawResponse large =
        new RawResponse(
            200,
            "OK",
            "HTTP/1.1",
            List.of(new RawHeader("Content-Type", "application/json")),
            RawBody.whole("[%s0]".formatted("1,".repeat(2_000)).getBytes(UTF_8)),
            List.of());
    RawExchange exchange =
        new RawExchange(
            small.id(),
            small.startedAt(),
            small.scheme(),
            small.authority(),
            small.clientAddress(),
            small.request(),
            large,
            null,
            small.timings(),
            small.route());
    log.maxEventBytes(3_000);
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, log);
    recorder.submit(exchange);
    recorder.close();
    assertThat(recorder.totals().exchanges()).isEqualTo(Map.of(Fate.CAPTURED, 1L));
    assertThat(recorder.reduced()).isEqualTo(1);
    assertThat(log.exchanges().getFirst().getResponse().getBody().getReducedBecause())
        .isEqualTo("larger than log.maxEvent");
  }

  @Test
  void countsWhatTheTapLostAndWhatWasRefusedUnread() {
    Recorder recorder = Recorder.start(settings(1 << 26), sanitiser, new MemoryLog());
    recorder.count(Fate.LOST_TAP_ERROR);
    recorder.count(Fate.REFUSED_UNREAD);
    recorder.count(Fate.REFUSED_UNREAD);
    recorder.close();
    RecorderTotals totals = recorder.totals();
    assertThat(totals.exchanges())
        .isEqualTo(Map.of(Fate.LOST_TAP_ERROR, 1L, Fate.REFUSED_UNREAD, 2L));
    assertThat(totals.lost()).isEqualTo(1);
    assertThat(totals.count(Fate.REFUSED_UNREAD)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, PT1S, PT1S, 'record.maxInFlight: -1 (expected: > 0)'",
    "1, PT0S, PT1S, 'ledgerInterval: PT0S (expected: > 0)'",
    "1, PT1S, PT-1S, 'shutdownTimeout: PT-1S (expected: >= 0)'",
  })
  void saysWhatIsWrongWithASetting(
      long maxBytes, Duration ledger, Duration shutdown, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecorderSettings("shop", DEPLOYMENT, maxBytes, ledger, shutdown))
        .withMessage(message);
  }

  private record Recorded(List<Exchange> exchanges, List<LedgerEntry> ledger) {

    Map<Fate, Long> fates() {
      Map<Fate, Long> fates = new EnumMap<>(Fate.class);
      for (LedgerEntry entry : ledger) {
        entry
            .getCountsList()
            .forEach(count -> fates.merge(count.getFate(), count.getExchanges(), Long::sum));
      }
      return fates;
    }
  }

  private static Recorded read(Path file) throws IOException {
    Recorded recorded = new Recorded(new ArrayList<>(), new ArrayList<>());
    try (PlxReader reader = PlxReader.open(file)) {
      @Nullable Event event = reader.next();
      while (event != null) {
        if (event.hasExchange()) {
          recorded.exchanges.add(event.getExchange());
        } else if (event.hasLedger()) {
          recorded.ledger.add(event.getLedger());
        }
        event = reader.next();
      }
      assertThat(reader.damage()).isEmpty();
    }
    return recorded;
  }
}
