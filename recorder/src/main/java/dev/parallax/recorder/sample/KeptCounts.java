package dev.parallax.recorder.sample;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many exchanges were chosen to be recorded, by the reason for that, and how many of a new
 * shape were not, since their endpoint had too many. Written by one thread, read by any.
 */
public final class KeptCounts {

  private final AtomicLongArray byReason = new AtomicLongArray(Reason.values().length);
  private final AtomicLong novelBeyond = new AtomicLong();

  void kept(Reason reason) {
    int at = reason.ordinal();
    byReason.setOpaque(at, byReason.getOpaque(at) + 1);
  }

  void novelBeyond() {
    novelBeyond.setOpaque(novelBeyond.getOpaque() + 1);
  }

  /** Reasons without any are in it, too. */
  public Map<Reason, Long> kept() {
    Map<Reason, Long> kept = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      kept.put(reason, byReason.getOpaque(reason.ordinal()));
    }
    return kept;
  }

  /** Exchanges of a new shape that were not kept for it, being beyond what is let through. */
  public long novelNotKept() {
    return novelBeyond.getOpaque();
  }
}
