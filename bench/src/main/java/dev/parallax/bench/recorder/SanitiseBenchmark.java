package dev.parallax.bench.recorder;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.endpoint.LearnedWords;
import dev.parallax.recorder.endpoint.LivePaths;
import dev.parallax.recorder.endpoint.PathHints;
import dev.parallax.recorder.endpoint.WordRules;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sanitize.Provenance;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Exchanges one after the other on one thread; new ones for each iteration. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
public class SanitiseBenchmark {

  /** Of one iteration: 2 MiB, some 10 ms and more. */
  private static final long BODY_BYTES = 2 << 20;

  /** Detection as one would begin it: a pattern for each kind, one after the other. */
  private static final List<Pattern> EIGHT_KINDS =
      List.of(
          Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}"),
          Pattern.compile("\\b(?:\\d[ -]?){13,19}\\b"),
          Pattern.compile("\\b[A-Z]{2}\\d{2}[A-Z0-9]{11,30}\\b"),
          Pattern.compile("\\+?\\d{1,3}[ (-]{1,2}\\d{2,4}[ )-]{1,2}\\d{3,4}[ -]?\\d{3,4}"),
          Pattern.compile("\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b"),
          Pattern.compile("\\b(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}\\b"),
          Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+"),
          Pattern.compile("\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b"));

  @Param public Traffic traffic = Traffic.JSON_1K_REPEAT;

  private final Sanitiser sanitiser =
      new Sanitiser(SanitisePolicy.strict(), PseudonymKey.of(new byte[32]));
  private final LivePaths paths =
      new LivePaths(new LearnedWords(), WordRules.none(), PathHints.none());
  private final Provenance provenance =
      new Provenance("shop", Deployment.getDefaultInstance(), Selection.getDefaultInstance());

  private List<RawExchange> exchanges = List.of();
  private long bodyBytes;
  private long seed;

  /** Made anew, and not measured. */
  @Setup(Level.Iteration)
  public void nextExchanges() {
    exchanges = traffic.exchanges(++seed, BODY_BYTES);
    bodyBytes = exchanges.stream().mapToLong(Traffic::bodyBytes).sum();
  }

  /** From the exchange as it was captured to the event, in memory. */
  @Benchmark
  public void sanitise(Blackhole hole) {
    measure(() -> exchanges.forEach(raw -> hole.consume(sanitiser.exchange(raw, provenance))));
  }

  /** And its endpoint, and the bytes that are recorded: all that the worker does but the log. */
  @Benchmark
  public void sanitiseNameAndEncode(Blackhole hole) {
    measure(
        () ->
            exchanges.forEach(
                raw -> {
                  Exchange event = sanitiser.exchange(raw, provenance).event();
                  hole.consume(endpoint(raw));
                  hole.consume(event.toByteArray());
                }));
  }

  private String endpoint(RawExchange raw) {
    return paths
        .learn(
            raw.request().method(),
            raw.authority(),
            raw.request().target(),
            () -> sanitiser.session(raw))
        .endpoint();
  }

  /** Finds, and replaces nothing. */
  @Benchmark
  public void eightPatterns(Blackhole hole) {
    measure(
        () ->
            exchanges.forEach(
                raw -> {
                  String body = body(raw);
                  for (Pattern pattern : EIGHT_KINDS) {
                    hole.consume(pattern.matcher(body).results().count());
                  }
                }));
  }

  private void measure(Runnable work) {
    CostProfiler.measured(Cost.of(exchanges.size(), bodyBytes, work));
  }

  private static String body(RawExchange raw) {
    var response = raw.response();
    return response == null ? "" : new String(response.body().content(), StandardCharsets.UTF_8);
  }
}
