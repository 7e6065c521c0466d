package dev.parallax.replayer.protect;

import org.jspecify.annotations.Nullable;

/** One attempt's turn at a leg. Confined to a thread, which closes it when the attempt is over. */
public final class Turn implements AutoCloseable {

  private final Protector protector;
  private final Circuit circuit;
  private final long dueNanos;
  private final int pausesBefore;
  private @Nullable Sign sign;

  Turn(Protector protector, Circuit circuit, long dueNanos, int pausesBefore) {
    this.protector = protector;
    this.circuit = circuit;
    this.dueNanos = dueNanos;
    this.pausesBefore = pausesBefore;
  }

  /**
   * When the bound on the rate let it begin, on the clock of {@link System#nanoTime}: in the past
   * where there is none.
   */
  public long dueNanos() {
    return dueNanos;
  }

  /** What came of it; to be told before it is closed, unless it was given up. */
  public void ended(Sign how) {
    sign = how;
  }

  Circuit circuit() {
    return circuit;
  }

  int pausesBefore() {
    return pausesBefore;
  }

  @Nullable Sign sign() {
    return sign;
  }

  @Override
  public void close() {
    protector.over(this);
  }
}
