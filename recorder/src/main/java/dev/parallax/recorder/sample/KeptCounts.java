package dev.parallax.recorder.sample;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many exchanges were chosen to be recorded, by the reason for that, and how many of a new
 * shape were not, since their endpoint had too many. Written by one thread, read by any.
 */
public final class KeptCounts {

  private final Map<Reason, AtomicLong> byReason = new EnumMap<>(Reason.class);
  private final AtomicLong novelBeyond = new AtomicLong();

  KeptCounts() {
    for (Reason reason : Reason.values()) {
      byReason.put(reason, new AtomicLong());
    }
  }

  void kept(Reason reason) {
    AtomicLong count = byReason.get(reason);
    if (count != null) {
      increment(count);
    }
  }

  void novelBeyond() {
    increment(novelBeyond);
  }

  /** Nobody else writes. */
  private static void increment(AtomicLong count) {
    count.setOpaque(count.getOpaque() + 1);
  }

  /** Reasons without any are in it, too. */
  public Map<Reason, Long> kept() {
    Map<Reason, Long> kept = new EnumMap<>(Reason.class);
    byReason.forEach((reason, count) -> kept.put(reason, count.getOpaque()));
    return kept;
  }

  /** Exchanges of a new shape that were not kept for it, being beyond what is let through. */
  public long novelNotKept() {
    return novelBeyond.getOpaque();
  }
}
