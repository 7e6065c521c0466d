package dev.parallax.replayer.protect;

import java.util.Optional;

/**
 * How one leg is, by the signs that its attempts give, and what it may be sent therefore.
 *
 * <p>A leg that is busy, or of whose last attempts too many failed, pauses; after a pause it has
 * one place for attempts, and one more for each attempt that it takes, until it has as many as the
 * run. Pauses that follow one another with nothing taken in between grow. What was sent before the
 * last pause says nothing new when it is answered, and takes no place: a hundred of them ask for
 * one pause. A leg that took nothing in so many pauses in a row gets nothing any more.
 *
 * <p>Confined to the protector's lock; times are on the clock of {@link System#nanoTime}.
 */
final class Circuit {

  private static final long FIRST_PAUSE_NANOS = 200_000_000L;
  private static final long LONGEST_UNASKED_NANOS = 10_000_000_000L;

  /** An attempt that takes longer, as a stream may, holds nobody up any more. */
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  /** Of a leg that takes nothing, before it is given up: some 6 s where each fails at once. */
  private static final int TRIALS = 5;

  private static final int UNAVAILABLE = 503;
  private static final int ALL = Integer.MAX_VALUE;

  private final String name;
  private final int enough;
  private final long longestPauseNanos;
  private final Spacing spacing;
  private final BreakerRule breaker;
  private final Recent recent;

  private int places = ALL;
  private int underWay;
  private int pauses;
  private int inARow;
  private String began = "";
  private boolean tripped;
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
    this.breaker = protection.breaker();
    this.recent = new Recent(breaker);
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
    if (tripped) {
      return Long.MAX_VALUE;
    }
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
   * @return what is to be told of that
   */
  Optional<Notice> learn(Sign sign, int pausesBefore, long nowNanos) {
    if (tripped) {
      return Optional.empty();
    }
    boolean news = pausesBefore == pauses;
    return switch (sign) {
      case Sign.Taken _ -> news ? taken() : Optional.empty();
      case Sign.Busy busy -> news ? busy(busy, nowNanos) : prolong(busy, nowNanos);
      case Sign.Failed failed -> news ? failed(failed, nowNanos) : Optional.empty();
    };
  }

  private Optional<Notice> taken() {
    recent.add(false);
    inARow = 0;
    if (places != ALL) {
      places = places + 1 < enough ? places + 1 : ALL;
    }
    return Optional.empty();
  }

  private Optional<Notice> busy(Sign.Busy busy, long nowNanos) {
    String why = Integer.toString(busy.status());
    if (longestPauseNanos > 0) {
      long nanos = Math.min(longestPauseNanos, Math.max(grownPauseNanos(), busy.asked().toNanos()));
      return pauseOrTrip("asks for time", why, nanos, nowNanos);
    }
    // It is not waited for: then it counts, unless it only says that this was too much at once.
    return busy.status() == UNAVAILABLE ? failed(new Sign.Failed(why), nowNanos) : taken();
  }

  private Optional<Notice> failed(Sign.Failed failed, long nowNanos) {
    if (breaker.isOff()) {
      return Optional.empty();
    }
    recent.add(true);
    if (inARow == 0 && !recent.isTooMuch()) {
      return Optional.empty();
    }
    String first =
        "failed %d of the last %d attempts".formatted(recent.failures(), breaker.attempts());
    return pauseOrTrip(first, failed.why(), grownPauseNanos(), nowNanos);
  }

  private long grownPauseNanos() {
    return Math.min(LONGEST_UNASKED_NANOS, FIRST_PAUSE_NANOS << Math.min(inARow, 10));
  }

  private Optional<Notice> pauseOrTrip(String first, String why, long nanos, long nowNanos) {
    if (inARow == 0) {
      began = first;
    }
    if (inARow >= TRIALS && !breaker.isOff()) {
      tripped = true;
      return Optional.of(
          new Notice.Tripped(
              "%s: %s, and took none of %d more, each after a pause: %s"
                  .formatted(name, began, inARow, why)));
    }
    pause(nanos, nowNanos);
    return pauses > 1
        ? Optional.empty()
        : Optional.of(
            new Notice.Warning(
                "%s: %s (%s): no leg gets anything new for %d ms, and so each time"
                    .formatted(name, began, why, nanos / 1_000_000)));
  }

  private void pause(long nanos, long nowNanos) {
    recent.forget();
    inARow++;
    pauses++;
    places = 1;
    underWay = 0;
    pausedUntilNanos = nowNanos + nanos;
  }

  private Optional<Notice> prolong(Sign.Busy busy, long nowNanos) {
    if (pausedUntilNanos - nowNanos > 0) {
      long asked = nowNanos + Math.min(longestPauseNanos, busy.asked().toNanos());
      pausedUntilNanos = asked - pausedUntilNanos > 0 ? asked : pausedUntilNanos;
    }
    return Optional.empty();
  }
}
