package dev.parallax.recorder.capture;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks: one to measure with, one to date with.
 *
 * @param nanoTime monotonic, as {@link System#nanoTime}
 */
public record Clocks(LongSupplier nanoTime, InstantSource wall) {

  public static Clocks system() {
    return new Clocks(System::nanoTime, InstantSource.system());
  }

  /** Of the monotonic one. */
  public long nanos() {
    return nanoTime.getAsLong();
  }
}
