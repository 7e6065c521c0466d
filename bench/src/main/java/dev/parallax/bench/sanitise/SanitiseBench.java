package dev.parallax.bench.sanitise;

import com.sun.management.ThreadMXBean;
import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.endpoint.LivePaths;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sanitize.Provenance;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Sanitises, names and encodes exchanges as the capture worker does, on one thread, and prints the
 * processor time and the allocation that one took: medians over rounds, in which the kinds of
 * traffic alternate.
 */
public final class SanitiseBench {

  private static final double ROUND_MICROS = 400_000;
  private static final int WARM_UP_ROUNDS = 12;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** One for each kind, so that none drives out what another one has warmed. */
  private final Map<Traffic, Subject> subjects = new EnumMap<>(Traffic.class);

  private final Provenance provenance =
      new Provenance("shop", Deployment.getDefaultInstance(), Selection.getDefaultInstance());

  /** So that nothing is optimised away. */
  private long encodedBytes;

  private SanitiseBench() {}

  /**
   * @param args the number of rounds, and the kinds of traffic, if not all
   */
  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[0]);
    SanitiseBench bench = new SanitiseBench();
    List<Traffic> kinds =
        args.length == 1
            ? List.of(Traffic.values())
            : Arrays.stream(args).skip(1).map(Traffic::valueOf).toList();
    Map<Traffic, Cost[]> costs = new EnumMap<>(Traffic.class);
    kinds.forEach(kind -> costs.put(kind, new Cost[rounds]));
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (Traffic kind : kinds) {
        Cost cost = bench.round(kind, round);
        if (round >= 0) {
          of(costs, kind)[round] = cost;
        }
      }
    }
    IO.println("| traffic | body bytes | CPU µs per exchange | MB/s of bodies | bytes allocated |");
    IO.println("| --- | --- | --- | --- | --- |");
    for (Traffic kind : kinds) {
      Cost[] of = of(costs, kind);
      double micros = median(of, Cost::micros);
      double bodyBytes = median(of, Cost::bodyBytes);
      IO.println(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.1f | %.0f | %.0f |",
              kind.title(),
              bodyBytes,
              micros,
              bodyBytes / micros,
              median(of, Cost::allocatedBytes)));
    }
  }

  private static Cost[] of(Map<Traffic, Cost[]> costs, Traffic kind) {
    return Objects.requireNonNull(costs.get(kind), "one for each kind");
  }

  private record Subject(Sanitiser sanitiser, LivePaths paths) {

    static Subject fresh() {
      Sanitiser sanitiser = new Sanitiser(SanitisePolicy.strict(), PseudonymKey.of(new byte[32]));
      return new Subject(
          sanitiser, new LivePaths(sanitiser.learned(), sanitiser.words(), sanitiser.hints()));
    }
  }

  private record Cost(double micros, double bodyBytes, double allocatedBytes) {

    Cost plus(Cost more) {
      return new Cost(
          micros + more.micros, bodyBytes + more.bodyBytes, allocatedBytes + more.allocatedBytes);
    }

    /** Of one exchange, on average. */
    Cost by(double count) {
      return new Cost(micros / count, bodyBytes / count, allocatedBytes / count);
    }
  }

  private Cost round(Traffic kind, int seed) {
    Subject subject = subjects.computeIfAbsent(kind, _ -> Subject.fresh());
    Cost total = new Cost(0, 0, 0);
    long count = 0;
    do {
      List<RawExchange> exchanges = kind.exchanges(random(kind, seed, count));
      total = total.plus(cost(subject, exchanges));
      count += exchanges.size();
    } while (total.micros < ROUND_MICROS);
    return total.by((double) count);
  }

  private static RandomGenerator random(Traffic kind, int round, long count) {
    long seed = kind == Traffic.SAME ? 1 : ((long) round << 32) + count;
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private Cost cost(Subject subject, List<RawExchange> exchanges) {
    long bodyBytes = 0;
    for (RawExchange exchange : exchanges) {
      bodyBytes += exchange.request().body().length();
      bodyBytes += exchange.response() == null ? 0 : exchange.response().body().length();
    }
    long start = THREADS.getCurrentThreadCpuTime();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    exchanges.forEach(exchange -> record(subject, exchange));
    return new Cost(
        (THREADS.getCurrentThreadCpuTime() - start) / 1000.0,
        (double) bodyBytes,
        (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated));
  }

  private void record(Subject subject, RawExchange raw) {
    Sanitiser sanitiser = subject.sanitiser();
    LivePaths.Path path =
        subject
            .paths()
            .learn(
                sanitiser.method(raw),
                sanitiser.authority(raw),
                raw.request().target(),
                () -> sanitiser.session(raw));
    Exchange exchange = sanitiser.exchange(raw, provenance).event();
    path.answered(exchange.getResponse());
    encodedBytes += exchange.toByteArray().length + path.endpoint().length();
  }

  private static double median(Cost[] costs, ToDoubleFunction<Cost> of) {
    double[] sorted = Arrays.stream(costs).mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  @Override
  public String toString() {
    return "SanitiseBench[%d bytes encoded]".formatted(encodedBytes);
  }
}
