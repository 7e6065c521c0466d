package dev.parallax.replayer.source;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.LinkedSessions;
import dev.parallax.recorder.hash.Hash;
import dev.parallax.recorder.log.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which partition's worker sends an exchange: that of its own, unless its session is linked to one
 * in another. All who share a run go by the same, so that each exchange has one home, whatever they
 * read and when.
 */
public final class Homes {

  private final Map<Integer, Map<Long, Integer>> linked = new HashMap<>();

  private Homes() {}

  public static Homes of(List<LinkedSessions> linked) {
    Homes homes = new Homes();
    for (LinkedSessions some : linked) {
      Map<Long, Integer> there =
          homes.linked.computeIfAbsent(some.getPartition(), _ -> new HashMap<>());
      some.getSessionsList().forEach(session -> there.put(session, some.getHome()));
    }
    return homes;
  }

  /** As {@link LinkedSessions} has it. */
  static long hash(String session) {
    return Hash.of(Hash.SEED, session);
  }

  /**
   * @param recorded no copy of it
   */
  int of(Exchange recorded, Position at) {
    Map<Long, Integer> there = linked.get(at.partition());
    return there == null
        ? at.partition()
        : there.getOrDefault(hash(recorded.getSession()), at.partition());
  }

  /** The partitions that the worker of this one reads. */
  public Set<Integer> partitions(int home) {
    Set<Integer> partitions = new TreeSet<>(Set.of(home));
    linked.forEach(
        (partition, there) -> {
          if (there.containsValue(home)) {
            partitions.add(partition);
          }
        });
    return partitions;
  }
}
