package dev.parallax.bench.load.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends at a fixed rate over keep-alive connections, and measures what each request waited for from
 * when it was <em>planned</em>: also the time in which no connection was free, or this process did
 * not run. Otherwise a proxy that stalls would be asked less, and look better (coordinated
 * omission).
 *
 * <p>The thread that calls sends, and sleeps in between; {@link Receiver} has a thread of its own.
 * Neither spins: origin and others run on the same processor.
 */
public final class OpenLoop implements AutoCloseable {

  /** How long no answer at all may come, before the run is given up. */
  private static final long STALLED_SECONDS = 10;

  private static final long ABOUT_NOW_NANOS = 2_000;
  private static final int MAX_RESPONSE_BYTES = 8 << 10;

  private final ByteBuffer request;
  private final List<Connection> open = new ArrayList<>();
  private final BlockingQueue<Connection> free;
  private final Receiver receiver;

  private OpenLoop(Call call, int connections) throws IOException {
    this.request = ByteBuffer.wrap(call.bytes());
    this.free = new ArrayBlockingQueue<>(connections);
    this.receiver = new Receiver(free);
  }

  /** With all connections open, and nothing sent yet. */
  public static OpenLoop connect(int port, Call call, int connections) throws IOException {
    OpenLoop client = new OpenLoop(call, connections);
    try {
      for (int i = 0; i < connections; i++) {
        Connection connection = Connection.open(port, MAX_RESPONSE_BYTES);
        client.open.add(connection);
        client.receiver.add(connection);
      }
      client.free.addAll(client.open);
      return client;
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  /** To be called once; returns when all are answered. */
  public Load run(int perSecond, Duration duration) throws IOException, InterruptedException {
    long count = Math.max(1, perSecond * duration.toNanos() / 1_000_000_000);
    sleepExactly();
    receiver.start();
    double seconds = send(count, 1e9 / perSecond);
    awaitAll(count);
    Histogram waits = receiver.stop();
    return new Load(
        count,
        0,
        seconds,
        receiver.errors(),
        waits.percentileMicros(50),
        waits.percentileMicros(99));
  }

  private double send(long count, double intervalNanos) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long planned = start + (long) (i * intervalNanos);
      for (long left = planned - System.nanoTime();
          left > ABOUT_NOW_NANOS;
          left = planned - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      @Nullable Connection connection = free.poll(STALLED_SECONDS, TimeUnit.SECONDS);
      if (connection == null) {
        throw new IOException(
            "no answer for %d s, or all connections lost".formatted(STALLED_SECONDS));
      }
      connection.send(request.rewind(), planned);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void awaitAll(long count) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STALLED_SECONDS);
    while (receiver.answered() + receiver.errors() < count) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "%d requests were not answered".formatted(count - receiver.answered()));
      }
      Thread.sleep(1);
    }
  }

  /**
   * Asks the kernel to wake this thread when it said, not up to 50 µs later, as it does by itself.
   */
  private static void sleepExactly() {
    try {
      Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
      Files.writeString(Path.of("/proc").resolve(thread).resolve("timerslack_ns"), "1");
    } catch (IOException notAllowed) {
      // Then all subjects' waits are the same some microseconds longer.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    receiver.close();
    for (Connection connection : open) {
      connection.close();
    }
  }
}
