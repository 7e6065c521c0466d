package dev.parallax.comparator.report;

import dev.parallax.comparator.fidelity.Copies;
import dev.parallax.comparator.fidelity.Fidelity;
import dev.parallax.comparator.growth.Curve;
import dev.parallax.comparator.growth.Exponent;
import dev.parallax.comparator.growth.Growth;
import dev.parallax.comparator.growth.LegGrowth;
import dev.parallax.comparator.growth.Prediction;
import dev.parallax.comparator.growth.SizedTime;
import dev.parallax.comparator.latency.EndpointLatency;
import dev.parallax.comparator.latency.LegLatency;
import dev.parallax.comparator.latency.Ratio;
import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Example;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.verdict.Decision;
import dev.parallax.comparator.verdict.Funnel;
import dev.parallax.comparator.verdict.Ruling;
import dev.parallax.comparator.verdict.Unexercised;
import dev.parallax.comparator.verdict.Unexercised.Why;
import dev.parallax.comparator.verdict.Verdict;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proto.SuiteProvenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Reports to write: of each decision, of a hostile recording, and of a very long list. */
final class SampleReports {

  /** Text that would do harm in HTML, XML, Markdown, a terminal or a reader's eye. */
  static final String HOSTILE =
      "</script><img src=x onerror=alert(1)>\"'`|]]>&amp;\u202Eevil\u0000\u001B[31m\uD800\uFFFE\n"
          + "@all <!-- ${x} --> http://evil.example/";

  private static final long MILLI = 1_000_000;

  private static final Fidelity CERTIFICATE =
      new Fidelity(
          1_402,
          new Fidelity.SendError(MILLI / 25, 5 * MILLI / 4, 31 * MILLI),
          5 * MILLI,
          0,
          48.25,
          48.125,
          312,
          290,
          Copies.NONE);

  private static final List<Unexercised> UNEXERCISED =
      List.of(
          new Unexercised(
              "GET /products/{id}",
              85,
              1_369,
              List.of(
                  new Why(
                      "exercised",
                      "control 404, captured 200",
                      "send ids that staging has: --pool",
                      80),
                  new Why("exercised", "control 418, captured 200", "", 5))),
          new Unexercised(
              "POST /cart/items",
              61,
              110,
              List.of(new Why("replayable", "UNSAFE_METHOD", "name it with --writes", 61))));

  private SampleReports() {}

  static Report failing() {
    return new Report(
        run("checkout.plx", true, ""),
        new Verdict(
            Decision.FAIL,
            List.of(
                new Ruling(
                    "regressions",
                    "GET /products/{id}",
                    Decision.FAIL,
                    "2 fields differ beyond noise in 412 of 1,284 compared exchanges (allowed: 0).",
                    List.of("018f3c1e-7b52-7c10-9d0a-2f6e51aa0001")),
                new Ruling(
                    "latency",
                    "GET /search",
                    Decision.FAIL,
                    "The candidate takes 1.32 times as long; the whole interval lies above 1.05.",
                    List.of()),
                new Ruling(
                    "latency",
                    "POST /cart/items",
                    Decision.INCONCLUSIVE,
                    "18 pairs, and at least 40 are needed.",
                    List.of()),
                Ruling.notJudged("latency", "GET /cart", "not judged: 41 of 100 pairs"),
                new Ruling(
                    "exercised",
                    "",
                    Decision.PASS,
                    "1,317 of 1,402 exchanges (90 % needed).",
                    List.of()),
                new Ruling(
                    "latency",
                    "GET /products/{id}",
                    Decision.PASS,
                    "The whole interval lies below 1.05.",
                    List.of()),
                new Ruling(
                    "regressions",
                    "GET /search",
                    Decision.PASS,
                    "No field differs beyond noise.",
                    List.of()))),
        funnel(),
        UNEXERCISED,
        CERTIFICATE,
        List.of(
            finding(
                Cause.REGRESSION,
                "GET /products/{id}",
                "body /items/*/price",
                Kind.VALUE,
                412,
                1284,
                OptionalDouble.of(3.1e-61),
                "The price differs from the control in 412 of 1,284 exchanges; two attempts at the"
                    + " control never differ.",
                List.of(
                    new Example(
                        "018f3c1e-7b52-7c10-9d0a-2f6e51aa0001",
                        "GET /products/17?currency=EUR",
                        "/items/3/price",
                        "1299.00",
                        "1299.0000000000002"),
                    new Example(
                        "018f3c1e-7b52-7c10-9d0a-2f6e51aa0002",
                        "GET /products/23?currency=EUR",
                        "/items/0/price",
                        "20.10",
                        "20.099999999999998"))),
            finding(
                Cause.REGRESSION,
                "POST /cart/items",
                "status",
                Kind.VALUE,
                7,
                96,
                OptionalDouble.of(0.0078),
                "The status is 201 at the control and 500 at the candidate in 7 of 96 exchanges.",
                List.of(
                    new Example(
                        "018f3c1e-7b52-7c10-9d0a-2f6e51aa0003",
                        "POST /cart/items",
                        "",
                        "201",
                        "500"))),
            finding(
                Cause.REGRESSION,
                "GET /products/{id}",
                "header cache-control",
                Kind.MISSING,
                1284,
                1284,
                OptionalDouble.empty(),
                "The header is there in each of the control's attempts and in none of the"
                    + " candidate's.",
                List.of(
                    new Example(
                        "018f3c1e-7b52-7c10-9d0a-2f6e51aa0004",
                        "GET /products/4",
                        "",
                        "public, max-age=300, stale-while-revalidate=60",
                        ""))),
            finding(
                Cause.SUSPECTED,
                "GET /search",
                "body /results/*/score",
                Kind.VALUE,
                2,
                311,
                OptionalDouble.of(0.25),
                "other in 2 of 311 exchanges, in 2 sessions; the control never did; at least 5 more"
                    + " such sessions are needed to rule chance out",
                List.of(
                    new Example(
                        "018f3c1e-7b52-7c10-9d0a-2f6e51aa0007",
                        "GET /search?q=xxxxx",
                        "/results/0/score",
                        "0.91",
                        "0.92"))),
            finding(
                Cause.ACCEPTED,
                "GET /products/{id}",
                "header server",
                Kind.VALUE,
                1284,
                1284,
                OptionalDouble.empty(),
                "other in all attempts; accepted: names the build (platform team)",
                List.of(
                    new Example(
                        "018f3c1e-7b52-7c10-9d0a-2f6e51aa0008",
                        "GET /products/9",
                        "",
                        "shop/4.1",
                        "shop/4.2"))),
            finding(
                Cause.SKEW,
                "GET /search",
                "body /total",
                Kind.VALUE,
                310,
                311,
                OptionalDouble.empty(),
                "Production counts more results than staging holds in 310 of 311 exchanges.",
                List.of(
                    new Example(
                        "018f3c1e-7b52-7c10-9d0a-2f6e51aa0005",
                        "GET /search?q=xxxxxx&page=1",
                        "/total",
                        "10482",
                        "48"))),
            finding(
                Cause.NOISE,
                "GET /products/{id}",
                "header x-request-id",
                Kind.VALUE,
                1284,
                1284,
                OptionalDouble.empty(),
                "Two attempts at the control differ every time.",
                List.of(
                    new Example(
                        "018f3c1e-7b52-7c10-9d0a-2f6e51aa0006",
                        "GET /products/9",
                        "",
                        "req-7fa0c1",
                        "req-1b77e9")))),
        List.of(
            new EndpointLatency(
                "GET /products/{id}",
                new LegLatency(1290, 11 * MILLI, 38 * MILLI, 92 * MILLI),
                new LegLatency(1284, 8 * MILLI, 19 * MILLI, 41 * MILLI),
                new LegLatency(1284, 8 * MILLI + 120_000, 20 * MILLI, 44 * MILLI),
                new Ratio(1.012, 0.994, 1.031, 1284)),
            new EndpointLatency(
                "GET /search",
                new LegLatency(311, 64 * MILLI, 210 * MILLI, 640 * MILLI),
                new LegLatency(311, 42 * MILLI, 130 * MILLI, 320 * MILLI),
                new LegLatency(309, 56 * MILLI, 190 * MILLI, 1_480 * MILLI),
                new Ratio(1.32, 1.24, 1.41, 309)),
            new EndpointLatency(
                "POST /cart/items",
                new LegLatency(110, 23 * MILLI, 60 * MILLI, 88 * MILLI),
                new LegLatency(18, 14 * MILLI, 31 * MILLI, 36 * MILLI),
                null,
                null)),
        List.of(growing(), small()));
  }

  /** Times that grow with the size at the candidate alone. */
  private static Growth growing() {
    List<SizedTime> sample =
        IntStream.range(0, 60)
            .mapToObj(
                i -> {
                  long bytes = Math.round(200 * Math.pow(10, i / 40.0));
                  double scatter = 1 + 0.3 * Math.sin(i * 7.0);
                  return new SizedTime(
                      bytes, Math.round(9e6 * scatter), Math.round((2e6 + 4e3 * bytes) * scatter));
                })
            .toList();
    return new Growth(
        "GET /products",
        480,
        200,
        6_000,
        1_250_000,
        new Growth.Fit(
            new LegGrowth(
                new Exponent(0.02, -0.04, 0.08),
                new Curve(false, 9e6, 0.5),
                new Prediction(9.6e6, 7.1e6, 14.2e6)),
            new LegGrowth(
                new Exponent(0.91, 0.84, 0.97),
                new Curve(false, 2e6, 4_000),
                new Prediction(5e9, 4.4e9, 5.5e9)),
            new Exponent(0.89, 0.82, 0.96),
            0.79,
            2.1),
        sample);
  }

  private static Growth small() {
    return new Growth("GET /orders", 212, 90, 840, 64_000, null, List.of());
  }

  static Report passing() {
    Report failing = failing();
    return new Report(
        failing.run(),
        new Verdict(
            Decision.PASS,
            failing.verdict().rulings().stream()
                .filter(r -> r.decision() == Decision.PASS)
                .toList()),
        failing.funnel(),
        failing.unexercised(),
        failing.fidelity(),
        failing.findings().stream()
            .filter(f -> f.cause() == Cause.NOISE || f.cause() == Cause.SKEW)
            .toList(),
        failing.latencies().subList(0, 1),
        List.of());
  }

  static Report inconclusive() {
    return new Report(
        run("orders", false, "the candidate refused connections for 60 s"),
        new Verdict(
            Decision.INCONCLUSIVE,
            List.of(
                new Ruling(
                    "exercised",
                    "",
                    Decision.INCONCLUSIVE,
                    "12 of 1,502 exchanges were exercised, and at least 90 % are needed: the"
                        + " control answered 404 where production answered 200.",
                    List.of()))),
        new Funnel(
            1_502,
            1_502,
            1_402,
            1_400,
            12,
            12,
            new TreeMap<>(Map.of("exercised: control 404, captured 200", 1_380L))),
        List.of(
            new Unexercised(
                "GET /orders/{id}",
                1_380,
                1_380,
                List.of(
                    new Why(
                        "exercised",
                        "control 404, captured 200",
                        "send ids that staging has: --pool",
                        1_380)))),
        Fidelity.none(),
        List.of(),
        List.of(),
        List.of());
  }

  /** Every text in it is {@link #HOSTILE}. */
  static Report hostile() {
    List<Finding> findings = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      findings.add(
          finding(
              cause,
              HOSTILE,
              HOSTILE,
              Kind.VALUE,
              1,
              2,
              OptionalDouble.of(0.5),
              HOSTILE,
              List.of(new Example(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE + "other"))));
    }
    return new Report(
        new RunSummary(
            HOSTILE,
            RunRequested.newBuilder()
                .setSource(HOSTILE)
                .setWhere(HOSTILE)
                .setCandidate(HOSTILE)
                .setControl(HOSTILE)
                .setSpeed(HOSTILE)
                .addWrites(HOSTILE)
                .addServedAuthorities(HOSTILE)
                .build(),
            HOSTILE,
            HOSTILE,
            List.of(HOSTILE),
            List.of(new RecordedBy(Mode.DETECT, HOSTILE, 1)),
            hostileProvenance().addOrigins(hostileProvenance()).build(),
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            HOSTILE),
        new Verdict(
            Decision.FAIL,
            List.of(
                new Ruling(HOSTILE, HOSTILE, Decision.FAIL, HOSTILE, List.of(HOSTILE)),
                new Ruling(HOSTILE, HOSTILE, Decision.INCONCLUSIVE, HOSTILE, List.of(HOSTILE)))),
        new Funnel(
            9, 8, 7, 6, 5, 4, new TreeMap<>(Map.of("captured: " + HOSTILE, 1L, HOSTILE, 1L))),
        List.of(new Unexercised(HOSTILE, 1, 2, List.of(new Why(HOSTILE, HOSTILE, HOSTILE, 1)))),
        Fidelity.none(),
        findings,
        List.of(
            new EndpointLatency(
                HOSTILE,
                new LegLatency(0, 0, 0, 0),
                null,
                null,
                new Ratio(Double.NaN, 0, Double.POSITIVE_INFINITY, 0))),
        List.of(
            new Growth(
                HOSTILE,
                9,
                1,
                90,
                900,
                growing().fit(),
                List.of(new SizedTime(9, 1_000_000, 2_000_000)))));
  }

  /** So many findings of each cause, latencies and rulings, with long texts. */
  static Report huge(int many) {
    String text = HOSTILE.repeat(20);
    List<Finding> findings = new ArrayList<>();
    List<Ruling> rulings = new ArrayList<>();
    List<Unexercised> unexercised = new ArrayList<>();
    List<EndpointLatency> latencies = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      for (Cause cause : Cause.values()) {
        Example example = new Example("id-" + i, text, text, text + "a", text + "b");
        findings.add(
            finding(
                cause,
                "GET /" + i % 100 + "/" + text,
                text,
                Kind.VALUE,
                i,
                many,
                OptionalDouble.empty(),
                text,
                List.of(example)));
      }
      unexercised.add(
          new Unexercised(text + i, 1, 1, List.of(new Why("exercised", text, text, 1))));
      rulings.add(new Ruling("regressions", text + i, Decision.FAIL, text, List.of()));
      latencies.add(
          new EndpointLatency(
              text + i, null, new LegLatency(9, MILLI, 2 * MILLI, 3 * MILLI), null, null));
    }
    Report failing = failing();
    return new Report(
        failing.run(),
        new Verdict(Decision.FAIL, rulings),
        failing.funnel(),
        unexercised,
        failing.fidelity(),
        findings,
        latencies,
        List.of());
  }

  private static Finding finding(
      Cause cause,
      String endpoint,
      String location,
      Kind kind,
      long differing,
      long compared,
      OptionalDouble pValue,
      String statement,
      List<Example> examples) {
    return new Finding(
        cause, endpoint, location, kind, differing, compared, pValue, false, statement, examples);
  }

  private static Funnel funnel() {
    return new Funnel(
        1_500,
        1_490,
        1_402,
        1_402,
        1_317,
        1_284,
        new TreeMap<>(
            Map.of(
                "captured: LOST_QUEUE_FULL",
                10L,
                "replayable: UNSAFE_METHOD",
                61L,
                "replayable: BODY_NOT_WHOLE",
                27L,
                "exercised: control 404, captured 200",
                85L,
                "compared: CONTAMINATED",
                30L)));
  }

  private static SuiteProvenance.Builder hostileProvenance() {
    return SuiteProvenance.newBuilder()
        .setMadeBy(HOSTILE)
        .addSources(HOSTILE)
        .addFilters(HOSTILE)
        .addFunnel(SuiteProvenance.Step.newBuilder().setName(HOSTILE))
        .addPolicyDigests(HOSTILE)
        .addKeyEpochs(HOSTILE);
  }

  private static SuiteProvenance provenance(String source) {
    SuiteProvenance.Builder recorded =
        SuiteProvenance.newBuilder()
            .setFirstNanos(1_772_359_200_004_000_000L)
            .setLastNanos(1_772_362_798_731_000_000L)
            .setExchanges(1_490)
            .setWeight(74_500)
            .addModes(Mode.STRICT)
            .addModes(Mode.DETECT)
            .addPolicyDigests("0a1b2c3d4e5f")
            .addPolicyDigests("a0b1c2d3e4f5")
            .addKeyEpochs("k7")
            .setTemplates(31);
    SuiteProvenance suite =
        recorded
            .clone()
            .setMadeBy("export")
            .addSources("Kafka at kafka:9092")
            .setFromNanos(1_772_359_200_000_000_000L)
            .setToNanos(1_772_362_800_000_000_000L)
            .addFilters("service shop")
            .addFunnel(SuiteProvenance.Step.newBuilder().setName("seen").setExchanges(75_200))
            .addFunnel(SuiteProvenance.Step.newBuilder().setName("exported").setExchanges(1_490))
            .build();
    return recorded.setMadeBy("replay").addSources(source).addOrigins(suite).build();
  }

  private static RunSummary run(String source, boolean control, String endedEarlyBecause) {
    return new RunSummary(
        "018f3c20-0000-7000-8000-00000000abcd",
        RunRequested.newBuilder()
            .setSource(source)
            .setFromNanos(1_772_359_200_000_000_000L)
            .setToNanos(1_772_362_800_000_000_000L)
            .setWhere("request.path.startsWith('/products')")
            .setCandidate("http://candidate.staging.test:8080")
            .setControl(control ? "http://control.staging.test:8080" : "")
            .setSpeed("4x")
            .setCandidateAttempts(control ? 1 : 3)
            .setControlAttempts(control ? 2 : 0)
            .setJudging(control ? RunRequested.Judging.STATISTICS : RunRequested.Judging.EXAMPLES)
            .addWrites("POST /cart/items")
            .setSeed(8_214_565_720_323_847_113L)
            .addServedAuthorities("shop.example")
            .build(),
        "5f1d0c8ae3",
        "",
        List.of(""),
        List.of(
            new RecordedBy(Mode.STRICT, "0a1b2c3d4e5f", 1478),
            new RecordedBy(Mode.DETECT, "a0b1c2d3e4f5", 12)),
        provenance(source),
        Instant.parse("2026-03-01T11:20:00Z"),
        Instant.parse("2026-03-01T11:27:41.250Z"),
        Instant.parse("2026-03-01T10:00:00.004Z"),
        Instant.parse("2026-03-01T10:59:58.731Z"),
        endedEarlyBecause);
  }
}
