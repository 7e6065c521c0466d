package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that still take a response which ended long ago for its upstream. */
@ExtendWith(FailOnLeak.class)
class SlowTakerIT {

  private static final long TOTAL = Progress.MORE_THAN_BUFFERED;
  private static final int BLOCK = 64 * 1024;

  @Test
  void letsThemTakeTheRestWhileTheProxyDrains() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      client.send(get("keep-alive"));
      long left = takeUntilEnded(fixture, client, serve(fixture, threads));
      Future<DrainResult> drain = threads.submit(fixture.proxy::drain);
      Waiting.during(Duration.ofMillis(1500));
      Progress.receiving(client, left).call();
      assertThat(client.isAtEnd()).isTrue();
      assertThat(drain.get()).isEqualTo(new DrainResult(0));
    }
  }

  @Test
  void letsThemTakeTheRestOfALastResponseAfterAnIdleTime() throws Exception {
    Duration idle = Duration.ofSeconds(2);
    try (ProxyFixture fixture = new ProxyFixture(t -> t.idle = idle);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      client.send(get("keep-alive"));
      long left = takeUntilEnded(fixture, client, serve(fixture, threads));
      Waiting.during(idle.plusMillis(500));
      Progress.receiving(client, left).call();
    }
  }

  @Test
  void holdsNothingOfWhatTheySendBehindTheirLastRequest() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      client.send(get("close"));
      var _ = takeUntilEnded(fixture, client, serve(fixture, threads));
      long before = pooledBytes();
      client.sendInPieces("x".repeat((int) TOTAL), BLOCK);
      assertThat(pooledBytes() - before).isLessThan(TOTAL / 2);
    }
  }

  private static String get(String connection) {
    return "GET / HTTP/1.1\r\nHost: a\r\nConnection: " + connection + "\r\n\r\n";
  }

  private static Future<Long> serve(ProxyFixture fixture, ExecutorService threads)
      throws Exception {
    Wire upstream = fixture.upstream.next();
    upstream.readHead();
    upstream.send("HTTP/1.1 200 OK\r\nContent-Length: " + TOTAL + "\r\n\r\n");
    return threads.submit(new Progress(upstream, TOTAL));
  }

  /**
   * Takes no more than it must for the proxy to have read all.
   *
   * @return how many bytes the client has not read
   */
  private static long takeUntilEnded(ProxyFixture fixture, Wire client, Future<Long> sent)
      throws Exception {
    client.readHead();
    AtomicLong left = new AtomicLong(TOTAL);
    while (!sent.isDone()) {
      readSome(client, left);
    }
    // More slowly than the proxy.
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              readSome(client, left);
              return !fixture.capture.take().isEmpty();
            });
    assertThat(left.get()).isPositive();
    return left.get();
  }

  private static void readSome(Wire client, AtomicLong left) throws IOException {
    int read = client.in().read(new byte[BLOCK], 0, (int) Math.min(BLOCK, left.get()));
    assertThat(read).as("the client took all before the proxy had read all").isPositive();
    left.addAndGet(-read);
  }

  private static long pooledBytes() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }
}
