package dev.parallax.bench.load;

import dev.parallax.bench.load.subject.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Looks five times a second at what a subject has resident, on a thread of its own. */
final class Peak implements AutoCloseable {

  private static final int STEP_MILLIS = 200;

  private final Subject subject;
  private final Thread thread = new Thread(this::watch, "peak");
  private volatile double mib;

  Peak(Subject subject) {
    this.subject = subject;
    thread.start();
  }

  double mib() {
    return mib;
  }

  private void watch() {
    try {
      while (true) {
        mib = Math.max(mib, subject.residentMib());
        Thread.sleep(STEP_MILLIS);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Before the subject ends. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
