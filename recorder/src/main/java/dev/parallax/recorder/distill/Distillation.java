package dev.parallax.recorder.distill;

import dev.parallax.proto.Exchange;
import dev.parallax.recorder.sample.Weights;
import dev.parallax.recorder.session.SessionLinks;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Chooses the exchanges of a recording that show all it has: some of each kind, where a kind is
 * endpoint, shape and status, and with each what it needs before it.
 *
 * <p>Set cover by the greedy rule, rarest kind first: the fewer there are of a kind, the less
 * choice there is, and what comes along covers commoner ones. Of a kind, that exchange is taken
 * which brings the fewest others along, the earliest of those. (Chvátal 1979 bounds the greedy
 * cover; to find the smallest is NP-hard.)
 *
 * <p>What is kept stands for what is not: the weight of a kind is shared evenly by those kept of it
 * which have a weight themselves, so that the sum, of each kind and of all, stays as it was.
 *
 * <p>Memory is some 100 bytes an exchange. Confined to one thread.
 */
public final class Distillation {

  private final List<Seen> all = new ArrayList<>();
  private final Map<String, String> sessions = new HashMap<>();
  private final SessionLinks links = SessionLinks.unbounded();

  /** In order of first appearance. */
  private final Map<Long, Kind> kinds = new LinkedHashMap<>();

  private final BitSet kept = new BitSet();

  /**
   * The next that was read.
   *
   * @param kind hash of its endpoint, shape and status
   */
  public void add(Exchange exchange, long kind) {
    long start = exchange.getStartedAtNanos();
    links.add(exchange, (_, _) -> {});
    Seen seen =
        new Seen(
            kind,
            sessions.computeIfAbsent(exchange.getSession(), session -> session),
            start,
            start + exchange.getTimings().getLastByteNanos(),
            Weights.of(exchange));
    kinds.computeIfAbsent(kind, _ -> new Kind()).add(all.size(), seen);
    all.add(seen);
  }

  /** By what each had been answered in its session. To be called when all were added. */
  public Dependencies ofSessions() {
    return new Past(
        all.stream()
            .map(
                seen ->
                    new Seen(
                        seen.kind(),
                        links.root(seen.session()),
                        seen.startNanos(),
                        seen.endNanos(),
                        seen.weight()))
            .toList());
  }

  /**
   * Chooses. To be called once, when all were added.
   *
   * @param keep how many of each kind, at least 1
   */
  public void choose(int keep, Dependencies dependencies) {
    List<Kind> rarest =
        kinds.values().stream()
            .sorted(Comparator.comparingInt(kind -> kind.members.size()))
            .toList();
    for (Kind kind : rarest) {
      while (!kind.isCovered(keep)) {
        take(cheapest(kind, dependencies), dependencies);
      }
    }
  }

  /** One that is not kept yet; one that stands for something goes before one that does not. */
  private int cheapest(Kind kind, Dependencies dependencies) {
    boolean needsWeight = kind.weight > 0;
    int best = -1;
    int least = Integer.MAX_VALUE;
    boolean bestWeighs = false;
    for (int i = 0; i < kind.members.size(); i++) {
      int member = kind.members.get(i);
      if (kept.get(member)) {
        continue;
      }
      boolean weighs = !needsWeight || all.get(member).weight() > 0;
      int cost = cost(member, dependencies);
      boolean better =
          best < 0
              || (weighs && !bestWeighs)
              || (weighs == bestWeighs
                  && (cost < least
                      || (cost == least
                          && all.get(member).startNanos() < all.get(best).startNanos())));
      if (better) {
        best = member;
        least = cost;
        bestWeighs = weighs;
      }
    }
    return best;
  }

  /** How many others it would bring along. */
  private int cost(int exchange, Dependencies dependencies) {
    int cost = 0;
    for (int before : dependencies.of(exchange)) {
      cost += kept.get(before) ? 0 : 1;
    }
    return cost;
  }

  private void take(int exchange, Dependencies dependencies) {
    keep(exchange);
    for (int before : dependencies.of(exchange)) {
      keep(before);
    }
  }

  private void keep(int exchange) {
    if (!kept.get(exchange)) {
      kept.set(exchange);
      Seen seen = all.get(exchange);
      kindOf(seen).keep(seen);
    }
  }

  private Kind kindOf(Seen seen) {
    return Objects.requireNonNull(kinds.get(seen.kind()));
  }

  /** Whether the exchange that was added as the so-maniest, from 0, stays. */
  public boolean keeps(int exchange) {
    return kept.get(exchange);
  }

  /** How many exchanges of the traffic one that stays stands for now. */
  public double weight(int exchange) {
    Seen seen = all.get(exchange);
    Kind kind = kindOf(seen);
    return seen.weight() == 0 ? 0 : kind.weight / kind.keptOfWeight;
  }

  public int exchanges() {
    return all.size();
  }

  public int kept() {
    return kept.cardinality();
  }

  public int kinds() {
    return kinds.size();
  }
}
