package dev.parallax.cli.progress;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Prints how far a counted piece of work is. On a terminal a bar that redraws itself in place;
 * elsewhere a plain line at most every few seconds. Thread-safe.
 */
public final class ProgressLine implements AutoCloseable {

  private static final int BAR_WIDTH = 24;
  private static final long TERMINAL_NANOS = Duration.ofMillis(100).toNanos();
  private static final long PLAIN_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintWriter err;
  private final String what;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final long startedNanos;
  private long printedNanos;
  private boolean drawn;

  /**
   * @param what is being counted, such as {@code "replaying"}
   * @param terminal whether stderr is one
   */
  public ProgressLine(PrintWriter err, String what, boolean terminal) {
    this(err, what, terminal, System::nanoTime);
  }

  ProgressLine(PrintWriter err, String what, boolean terminal, LongSupplier nanoTime) {
    this.err = err;
    this.what = what;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    startedNanos = nanoTime.getAsLong();
    printedNanos = startedNanos;
  }

  /** Whether this process talks to a person: both its streams are a terminal. */
  // Null again by default since JDK 25, if the streams are no terminal.
  @SuppressWarnings("SystemConsoleNull")
  public static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /**
   * Tells the counts; prints if it is time to.
   *
   * @param total 0 where nobody knows
   */
  public void update(long done, long total, long failures) {
    update(done, total, failures, null);
  }

  /**
   * Tells the counts of work that others may have begun.
   *
   * @param elapsed since then; null for since this was made
   */
  public synchronized void update(
      long done, long total, long failures, @Nullable Duration elapsed) {
    long now = nanoTime.getAsLong();
    if (now - printedNanos < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      return;
    }
    printedNanos = now;
    double seconds = (elapsed == null ? now - startedNanos : elapsed.toNanos()) / 1e9;
    print(done, total, failures, seconds);
  }

  private void print(long done, long total, long failures, double seconds) {
    double share = total == 0 ? 0 : (double) done / total;
    String counts =
        "%s %d%s (%.0f/s%s%s)"
            .formatted(
                what,
                done,
                total == 0 ? "" : " of " + total,
                seconds == 0 ? 0 : done / seconds,
                failures == 0 ? "" : ", " + failures + " failed",
                done == 0 || total == 0
                    ? ""
                    : ", %.0f s left".formatted(seconds * (1 - share) / share));
    if (!terminal) {
      err.println(counts);
      return;
    }
    int filled = (int) Math.round(share * BAR_WIDTH);
    String bar = "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled);
    err.print("\r[" + bar + "] " + counts + "\033[K");
    err.flush();
    drawn = true;
  }

  /** Prints a line of its own; a bar is drawn again below it. */
  public synchronized void say(String line) {
    close();
    err.println(line);
    err.flush();
  }

  /** Removes the bar, so that what follows starts on a clean line. */
  @Override
  public synchronized void close() {
    if (drawn) {
      err.print("\r\033[K");
      err.flush();
      drawn = false;
    }
  }
}
