package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/** Sends seeded random bytes; the result is their checksum. */
final class Progress implements Callable<Long> {

  /** More than the buffers of two sockets and the proxy between them can hold. */
  static final long MORE_THAN_BUFFERED = 64L * 1024 * 1024;

  private static final int BLOCK = 64 * 1024;

  private final Wire wire;
  private final long total;
  private final Random random;
  private final AtomicLong sent = new AtomicLong();

  Progress(Wire wire, long total) {
    this(wire, total, 7);
  }

  Progress(Wire wire, long total, long seed) {
    this.wire = wire;
    this.total = total;
    this.random = new Random(seed);
  }

  @Override
  public Long call() throws IOException {
    CRC32C sum = new CRC32C();
    byte[] block = new byte[BLOCK];
    OutputStream out = wire.out();
    random.nextBytes(block);
    while (sent.get() < total) {
      block[random.nextInt(BLOCK)]++;
      out.write(block);
      sum.update(block);
      sent.addAndGet(BLOCK);
    }
    return sum.getValue();
  }

  /** Reads exactly that many bytes; the result is their checksum. */
  static Callable<Long> receiving(Wire wire, long bytes) {
    return () -> {
      CRC32C sum = new CRC32C();
      byte[] block = new byte[BLOCK];
      InputStream in = wire.in();
      for (long left = bytes; left > 0; ) {
        int read = in.read(block, 0, (int) Math.min(block.length, left));
        assertThat(read).as("bytes left: %d", left).isPositive();
        sum.update(block, 0, read);
        left -= read;
      }
      return sum.getValue();
    };
  }

  /**
   * Sends more than can be held between the two, and waits until that is no longer taken; then
   * reads all.
   */
  static void assertStopsAndGoesOn(ExecutorService threads, Wire from, Wire to) throws Exception {
    Progress progress = new Progress(from, MORE_THAN_BUFFERED);
    Future<Long> sent = threads.submit(progress);
    progress.awaitStall();
    assertThat(progress.bytes()).isLessThan(MORE_THAN_BUFFERED);
    assertThat(receiving(to, MORE_THAN_BUFFERED).call()).isEqualTo(sent.get());
  }

  long bytes() {
    return sent.get();
  }

  void awaitStall() {
    AtomicLong last = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofMillis(500))
        .until(() -> sent.get() > 0 && last.getAndSet(sent.get()) == sent.get());
  }
}
