package dev.parallax.replayer.protect;

import dev.parallax.proto.Leg;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;

/**
 * Lets exchanges in, and has their attempts wait for their turns, both in the order in which they
 * came. Thread-safe.
 */
public final class Protector {

  private record Entry(Line line, Circuit circuit) {}

  private final MaxRate maxRate;
  private final Map<Leg, Entry> legs = new EnumMap<>(Leg.class);
  private final Line entrance = new Line();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Consumer<String>> ends = new CopyOnWriteArrayList<>();
  private volatile Consumer<String> warnings = _ -> {};
  private volatile Optional<String> tripped = Optional.empty();

  // Guarded by the lock.
  private int pauses;

  /** Exchanges that were let in since the last pause, and are not done. */
  private int entered;

  /**
   * @param legs and how messages name them
   * @param maxInFlight exchanges, each with one attempt at a time
   */
  public Protector(Protection protection, Map<Leg, String> legs, int maxInFlight) {
    this.maxRate = protection.maxRate();
    long now = System.nanoTime();
    legs.forEach(
        (leg, name) -> {
          Spacing spacing = new Spacing(maxRate.intervalNanos(1), now);
          Circuit circuit = new Circuit(name, maxInFlight, protection, spacing, now);
          this.legs.put(leg, new Entry(new Line(), circuit));
        });
  }

  /** Tells what it does, in sentences: on any of the threads that use it. */
  public void warn(Consumer<String> listener) {
    warnings = listener;
  }

  /**
   * Tells when a leg is taken for dead, and why, once: on any of the threads that use it, or on
   * this one if it is so already. Nothing is let in, or has its turn, from then on.
   */
  public void whenTripped(Consumer<String> listener) {
    ends.add(listener);
    tripped.ifPresent(because -> tell(listener, because));
  }

  /** Why a leg is taken for dead; empty if none is. */
  public Optional<String> tripped() {
    return tripped;
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
      legs.values().forEach(leg -> leg.circuit().spacing().every(interval));
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until every leg will have one more exchange. */
  public Passage enter() throws InterruptedException {
    return inOrder(entrance, this::waitToEnter, this::letIn);
  }

  /** Blocks until an attempt at that leg may begin. */
  public Turn turn(Leg leg) throws InterruptedException {
    Entry entry = Objects.requireNonNull(legs.get(leg), "a planned leg is open");
    Circuit circuit = entry.circuit();
    return inOrder(
        entry.line(),
        circuit::waitNanos,
        now -> new Turn(this, circuit, circuit.begin(now), circuit.pauses()));
  }

  void left(Passage passage) {
    lock.lock();
    try {
      if (passage.pausesBefore() == pauses) {
        entered--;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void over(Turn turn) {
    Optional<Notice> told = Optional.empty();
    lock.lock();
    try {
      Circuit circuit = turn.circuit();
      int before = circuit.pauses();
      circuit.giveBack(turn.pausesBefore());
      Sign sign = turn.sign();
      if (sign != null) {
        told = circuit.learn(sign, turn.pausesBefore(), System.nanoTime());
      }
      if (circuit.pauses() > before) {
        pauses++;
        entered = 0;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    told.ifPresent(this::tell);
  }

  private void tell(Notice notice) {
    switch (notice) {
      case Notice.Warning warning -> warnings.accept(warning.sentence());
      case Notice.Tripped trip -> {
        // Of two legs at once, either.
        tripped = Optional.of(trip.sentence());
        ends.forEach(listener -> tell(listener, trip.sentence()));
      }
    }
  }

  /** Once, though it may have been added just now. */
  private void tell(Consumer<String> listener, String because) {
    if (ends.remove(listener)) {
      listener.accept(because);
    }
  }

  private long waitToEnter(long nowNanos) {
    long wait = 0;
    for (Entry leg : legs.values()) {
      wait = Math.max(wait, leg.circuit().waitNanos(entered, nowNanos));
    }
    return wait;
  }

  private Passage letIn(long nowNanos) {
    entered++;
    return new Passage(this, pauses);
  }

  private <T> T inOrder(Line line, LongUnaryOperator waitNanos, LongFunction<T> take)
      throws InterruptedException {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (line.waiting == 0 && waitNanos.applyAsLong(now) <= 0) {
        return take.apply(now);
      }
      line.waiting++;
    } finally {
      lock.unlock();
    }
    boolean first = false;
    try {
      line.first.acquire();
      first = true;
      return asFirst(waitNanos, take);
    } finally {
      leave(line);
      if (first) {
        line.first.release();
      }
    }
  }

  private <T> T asFirst(LongUnaryOperator waitNanos, LongFunction<T> take)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long now = System.nanoTime();
      for (long left = waitNanos.applyAsLong(now); left > 0; ) {
        var _ = changed.await(left, TimeUnit.NANOSECONDS);
        now = System.nanoTime();
        left = waitNanos.applyAsLong(now);
      }
      return take.apply(now);
    } finally {
      lock.unlock();
    }
  }

  private void leave(Line line) {
    lock.lock();
    try {
      line.waiting--;
    } finally {
      lock.unlock();
    }
  }
}
