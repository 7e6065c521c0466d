package dev.parallax.comparator.verdict;

import dev.parallax.comparator.verdict.Unexercised.Why;
import dev.parallax.proto.Comparison;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts by endpoint what was not exercised. Each exchange is told once; their order is no matter.
 * Confined to one thread.
 */
public final class UnexercisedFold {

  private record Reason(Lost lost, String cure) {}

  private static final class Count {
    private final Map<Reason, Long> lost = new HashMap<>();
    private long all;
  }

  private final Map<String, Count> endpoints = new HashMap<>();

  /** Counts an exchange of the run. */
  public void add(Comparison comparison, String endpoint) {
    Count count = endpoints.computeIfAbsent(endpoint, _ -> new Count());
    count.all++;
    Lost.of(comparison)
        .ifPresent(
            lost -> count.lost.merge(new Reason(lost, Cure.of(lost, comparison)), 1L, Long::sum));
  }

  /** Of the endpoints that lack some, most exchanges first. */
  public List<Unexercised> unexercised() {
    return endpoints.entrySet().stream()
        .filter(entry -> !entry.getValue().lost.isEmpty())
        .map(entry -> of(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(Unexercised::exchanges)
                .reversed()
                .thenComparing(Unexercised::endpoint))
        .toList();
  }

  private static Unexercised of(String endpoint, Count count) {
    List<Why> whys =
        count.lost.entrySet().stream()
            .map(entry -> why(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingLong(Why::exchanges)
                    .reversed()
                    .thenComparing(Why::step)
                    .thenComparing(Why::reason)
                    .thenComparing(Why::cure))
            .toList();
    long exchanges = whys.stream().mapToLong(Why::exchanges).sum();
    return new Unexercised(endpoint, exchanges, count.all, whys);
  }

  private static Why why(Reason reason, long exchanges) {
    Lost lost = reason.lost();
    return new Why(lost.step().word(), lost.reason(), reason.cure(), exchanges);
  }
}
