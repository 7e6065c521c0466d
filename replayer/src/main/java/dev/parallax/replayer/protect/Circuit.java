package dev.parallax.replayer.protect;

import java.util.Optional;

/**
 * How one leg is, by the signs that its attempts give, and what it may be sent therefore.
 *
 * <p>A leg that is busy pauses; after a pause it has one place for attempts, and one more for each
 * attempt that it takes, until it has as many as the run. Pauses that follow one another with
 * nothing taken in between grow. What was sent before the last pause says nothing new when it is
 * answered, and takes no place: a hundred of them ask for one pause.
 *
 * <p>Confined to the protector's lock; times are on the clock of {@link System#nanoTime}.
 */
final class Circuit {

  private static final long FIRST_PAUSE_NANOS = 200_000_000L;
  private static final long LONGEST_UNASKED_NANOS = 10_000_000_000L;

  /** An attempt that takes longer, as a stream may, holds nobody up any more. */
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private static final int ALL = Integer.MAX_VALUE;

  private final String name;
  private final int enough;
  private final long longestPauseNanos;
  private final Spacing spacing;

  private int places = ALL;
  private int underWay;
  private int pauses;
  private int inARow;
  private long pausedUntilNanos;
  private long lastBeganNanos;

  /**
   * @param name of the leg, for messages
   * @param enough places, so that there are as many as anybody needs
   */
  Circuit(String name, int enough, Protection protection, Spacing spacing, long nowNanos) {
    this.name = name;
    this.enough = enough;
    this.longestPauseNanos = protection.longestPause().toNanos();
    this.spacing = spacing;
    this.pausedUntilNanos = nowNanos;
    this.lastBeganNanos = nowNanos;
  }

  Spacing spacing() {
    return spacing;
  }

  /** So far. What is of the time before the last one is told apart by it. */
  int pauses() {
    return pauses;
  }

  /** How long the next attempt has to wait at least; not positive if it may begin. */
  long waitNanos(long nowNanos) {
    return Math.max(spacing.waitNanos(nowNanos), waitNanos(underWay, nowNanos));
  }

  /**
   * The same of an exchange that is to be let in.
   *
   * @param entered exchanges that were let in since the last pause and are not done
   */
  long waitNanos(int entered, long nowNanos) {
    long paused = pausedUntilNanos - nowNanos;
    boolean free = entered < places;
    return free ? paused : Math.max(paused, lastBeganNanos + PATIENCE_NANOS - nowNanos);
  }

  /** Has an attempt begin; returns when the bound on the rate let it. */
  long begin(long nowNanos) {
    underWay++;
    lastBeganNanos = nowNanos;
    return spacing.take(nowNanos);
  }

  /** An attempt is over that began since the last pause. */
  void giveBack(int pausesBefore) {
    if (pausesBefore == pauses) {
      underWay--;
    }
  }

  /**
   * Learns of an attempt.
   *
   * @param pausesBefore when it began
   * @return what this leads to, in a sentence, where it is the first pause
   */
  Optional<String> learn(Sign sign, int pausesBefore, long nowNanos) {
    boolean news = pausesBefore == pauses;
    return switch (sign) {
      case Sign.Taken _ -> {
        if (news) {
          taken();
        }
        yield Optional.empty();
      }
      case Sign.Busy busy -> news ? pause(busy, nowNanos) : prolong(busy, nowNanos);
    };
  }

  private void taken() {
    inARow = 0;
    if (places != ALL) {
      places = places + 1 < enough ? places + 1 : ALL;
    }
  }

  private Optional<String> pause(Sign.Busy busy, long nowNanos) {
    if (longestPauseNanos == 0) {
      return Optional.empty();
    }
    long grown = Math.min(LONGEST_UNASKED_NANOS, FIRST_PAUSE_NANOS << Math.min(inARow, 10));
    long nanos = Math.min(longestPauseNanos, Math.max(grown, busy.asked().toNanos()));
    inARow++;
    pauses++;
    places = 1;
    underWay = 0;
    pausedUntilNanos = nowNanos + nanos;
    return pauses > 1 ? Optional.empty() : Optional.of(told(busy, nanos));
  }

  private String told(Sign.Busy busy, long nanos) {
    return "%s: asks for time (%d%s): no leg gets anything new for %d ms, and so each time (--back-off)"
        .formatted(
            name,
            busy.status(),
            busy.asked().isZero() ? "" : ", Retry-After: " + busy.asked().toSeconds(),
            nanos / 1_000_000);
  }

  private Optional<String> prolong(Sign.Busy busy, long nowNanos) {
    if (pausedUntilNanos - nowNanos > 0) {
      long asked = nowNanos + Math.min(longestPauseNanos, busy.asked().toNanos());
      pausedUntilNanos = asked - pausedUntilNanos > 0 ? asked : pausedUntilNanos;
    }
    return Optional.empty();
  }
}
