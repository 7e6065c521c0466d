package dev.parallax.replayer.protect;

import dev.parallax.proto.Leg;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has attempts wait for their turns, at each leg one after the other in the order in which they
 * came. Thread-safe.
 */
public final class Protector {

  /** Those that wait at one leg: only the first of them looks whether it may begin. */
  private static final class Line {

    final Semaphore first = new Semaphore(1, true);
    final Spacing spacing;
    int waiting;

    Line(Spacing spacing) {
      this.spacing = spacing;
    }
  }

  private final MaxRate maxRate;
  private final Map<Leg, Line> lines = new EnumMap<>(Leg.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  public Protector(Protection protection, Collection<Leg> legs) {
    this.maxRate = protection.maxRate();
    long now = System.nanoTime();
    legs.forEach(leg -> lines.put(leg, new Line(new Spacing(maxRate.intervalNanos(1), now))));
  }

  /**
   * Takes a part of the bound on the rate, where others send to the same legs, too.
   *
   * @param part more than 0, of {@code whole}
   */
  public void share(int part, int whole) {
    lock.lock();
    try {
      long interval = maxRate.intervalNanos((double) part / whole);
      lines.values().forEach(line -> line.spacing.every(interval));
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until an attempt at that leg may begin. */
  public Turn turn(Leg leg) throws InterruptedException {
    Line line = Objects.requireNonNull(lines.get(leg), "a planned leg is open");
    lock.lock();
    try {
      long now = System.nanoTime();
      if (line.waiting == 0 && line.spacing.waitNanos(now) <= 0) {
        return new Turn(line.spacing.take(now));
      }
      line.waiting++;
    } finally {
      lock.unlock();
    }
    return inLine(line);
  }

  private Turn inLine(Line line) throws InterruptedException {
    boolean first = false;
    try {
      line.first.acquire();
      first = true;
      return asFirst(line);
    } finally {
      left(line);
      if (first) {
        line.first.release();
      }
    }
  }

  private Turn asFirst(Line line) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long now = System.nanoTime();
      for (long left = line.spacing.waitNanos(now); left > 0; ) {
        var _ = changed.await(left, TimeUnit.NANOSECONDS);
        now = System.nanoTime();
        left = line.spacing.waitNanos(now);
      }
      return new Turn(line.spacing.take(now));
    } finally {
      lock.unlock();
    }
  }

  private void left(Line line) {
    lock.lock();
    try {
      line.waiting--;
    } finally {
      lock.unlock();
    }
  }
}
