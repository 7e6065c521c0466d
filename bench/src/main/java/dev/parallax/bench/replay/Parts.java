package dev.parallax.bench.replay;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Request;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.replayer.correlate.Bindings;
import dev.parallax.replayer.correlate.Bound;
import dev.parallax.replayer.correlate.Correlation;
import dev.parallax.replayer.correlate.Rules;
import dev.parallax.replayer.plan.Arm;
import dev.parallax.replayer.plan.Rounds;
import dev.parallax.replayer.protect.Passage;
import dev.parallax.replayer.protect.Protection;
import dev.parallax.replayer.protect.Protector;
import dev.parallax.replayer.protect.Sign;
import dev.parallax.replayer.protect.Turn;
import dev.parallax.replayer.renew.Renewal;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.send.StagingRequest;
import dev.parallax.replayer.wire.TargetProtocol;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What single stages of a replay cost by themselves: processor time of one thread, warm. */
final class Parts {

  private static final int EXCHANGES = 30_000;
  private static final int WARM_UPS = 4;
  private static final int ROUNDS = 5;
  private static final int AT_ONCE = 256;
  private static final Arm ARM = new Arm(Leg.CANDIDATE, 1);
  private static final Target TARGET =
      new Target(Leg.CANDIDATE, false, "127.0.0.1", 8080, "", Optional.empty());

  private static long sink;

  private Parts() {}

  static List<String> table() throws InterruptedException {
    List<Exchange> exchanges = Recording.first(EXCHANGES);
    List<String> rows = new ArrayList<>();
    rows.add("| by itself, one thread | CPU µs per exchange |");
    rows.add("| --- | --- |");
    rows.add(row("values of requests and answers found (correlation)", correlating(exchanges)));
    rows.add(row("request made for the leg", making(exchanges)));
    rows.add(row("fresh trace and keys", renewing(exchanges)));
    rows.add(row("let in, and given its turn (Protector)", protecting(exchanges)));
    return rows;
  }

  private static String row(String part, double micros) {
    return String.format(Locale.ROOT, "| %s | %.1f |", part, micros);
  }

  /** Also bound, with nothing answered: only what needs nothing is sendable. */
  private static double correlating(List<Exchange> exchanges) {
    return micros(
        exchanges,
        () -> {
          Correlation correlation =
              new Correlation(
                  new Rules(false, List.of(), List.of()),
                  new Rounds(Judging.STATISTICS, 1, false, 1));
          correlation.begin(1);
          return exchange -> {
            Bindings bindings = correlation.read(exchange, false);
            sink += bindings.at(ARM) instanceof Bound.Sendable ? 1 : 0;
          };
        });
  }

  private static double making(List<Exchange> exchanges) {
    return micros(
        exchanges,
        () ->
            exchange ->
                sink +=
                    StagingRequest.of(exchange, TARGET, TargetProtocol.AUTO, "bench")
                        .getHeadersCount());
  }

  private static double renewing(List<Exchange> exchanges) {
    Renewal renewal = new Renewal("bench");
    return micros(
        exchanges,
        () ->
            exchange -> {
              Request request = exchange.getRequest();
              sink += renewal.renew(ARM, exchange, request).request().getHeadersCount();
            });
  }

  private static double protecting(List<Exchange> exchanges) {
    Protector protector =
        new Protector(Protection.defaults(), Map.of(Leg.CANDIDATE, "candidate"), AT_ONCE);
    return micros(
        exchanges,
        () ->
            exchange -> {
              try (Passage _ = protector.enter();
                  Turn turn = protector.turn(Leg.CANDIDATE)) {
                turn.ended(new Sign.Taken());
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private interface Stage {
    Consumer<Exchange> fresh();
  }

  private static double micros(List<Exchange> exchanges, Stage stage) {
    var threads = ManagementFactory.getThreadMXBean();
    List<Double> rounds = new ArrayList<>();
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      Consumer<Exchange> work = stage.fresh();
      long began = threads.getCurrentThreadCpuTime();
      exchanges.forEach(work);
      long took = threads.getCurrentThreadCpuTime() - began;
      if (round >= 0) {
        rounds.add(took / 1e3 / exchanges.size());
      }
    }
    return Medians.of(rounds);
  }
}
