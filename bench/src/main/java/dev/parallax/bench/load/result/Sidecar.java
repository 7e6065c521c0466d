package dev.parallax.bench.load.result;

import dev.parallax.bench.load.subject.Kind;
import dev.parallax.bench.load.subject.Totals;
import dev.parallax.bench.load.subject.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Goals that one subject meets alone. */
public final class Sidecar {

  private Sidecar() {}

  /** Whether the recording proxy accounts for all that it was sent. */
  public static List<Goal> accounting(Totals totals, Traffic sent, long inKafka) {
    long missing = Math.max(0, sent.least() - totals.seen());
    long made = Math.max(0, totals.seen() - sent.most());
    long untold = Math.abs(totals.seen() - totals.captured() - totals.counted());
    return List.of(
        Goal.none(
            "requests sent and not seen, or seen and not sent, of %,d (%,d may be cut by wrk's end)"
                .formatted(sent.least(), sent.most() - sent.least()),
            missing + made),
        Goal.none("exchanges seen, and neither captured nor counted", untold),
        Goal.none(
            "exchanges captured that Kafka does not hold, or the reverse",
            Math.abs(totals.captured() - inKafka)));
  }

  public static List<Goal> starting(List<Double> readySeconds) {
    return List.of(
        Goal.atMost("tap on, from start to first answer", Results.median(readySeconds), 1, "s"));
  }

  public static List<Goal> memory(double peakMib) {
    return List.of(
        Goal.atMost("tap on, resident at 5,000/s, at most", peakMib * 1.048576, 200, "MB"));
  }

  /**
   * @param kib per connection, by subject
   */
  public static List<Goal> idleConnections(Map<Kind, Double> kib) {
    List<Goal> goals = new ArrayList<>();
    double nginx = kib.getOrDefault(Kind.NGINX, Double.NaN);
    kib.forEach(
        (kind, each) ->
            goals.add(
                Goal.atMost(
                        kind.title() + ", memory for an idle connection, beside nginx's",
                        each,
                        nginx,
                        "KiB")
                    .informative()));
    return goals;
  }
}
