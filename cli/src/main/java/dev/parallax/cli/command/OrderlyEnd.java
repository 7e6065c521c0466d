package dev.parallax.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in order on Ctrl-C or SIGTERM: its thread is interrupted, and the process
 * waits for it to write down what it has. The exit code is the JVM's for the signal.
 */
final class OrderlyEnd implements AutoCloseable {

  private static final long LIMIT_SECONDS = 30;

  private final CountDownLatch ended = new CountDownLatch(1);

  private OrderlyEnd(Thread worker) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (ended.getCount() > 0) {
                    worker.interrupt();
                    await();
                  }
                },
                "orderly-end"));
  }

  /** For the calling thread, until it closes this. */
  static OrderlyEnd onSignal() {
    return new OrderlyEnd(Thread.currentThread());
  }

  private void await() {
    try {
      ended.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
