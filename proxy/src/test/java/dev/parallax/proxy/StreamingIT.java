package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static dev.parallax.proxy.RecordingCapture.responseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.recorder.raw.RawExchange;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of any size, in memory that does not depend on it. */
@ExtendWith(FailOnLeak.class)
class StreamingIT {

  private static final long LARGE = 200L * 1024 * 1024;
  private static final int BLOCK = 64 * 1024;

  /** More than the buffers of two sockets and the proxy between them can hold. */
  private static final long MORE_THAN_BUFFERED = 64L * 1024 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void passesLargeBodiesBothWaysAtOnceUnchanged(String transport) throws Exception {
    Transport driven = transport.equals("nio") ? Transport.NIO : Transport.best();
    try (ProxyFixture fixture =
            new ProxyFixture(
                new RecordingCapture(), driven, t -> t.policy = new TapPolicy(1, 1000));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      long before = pooledBytes();
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + LARGE + "\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      Future<Long> sentUp = threads.submit(sending(client, LARGE, 1));
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: " + (LARGE + 1) + "\r\n\r\n");
      Future<Long> sentDown = threads.submit(sending(upstream, LARGE, 2));
      Future<Long> receivedUp = threads.submit(receiving(upstream, LARGE));
      client.readHead();
      assertThat(receiving(client, LARGE).call()).isEqualTo(sentDown.get());
      assertThat(receivedUp.get()).isEqualTo(sentUp.get());
      // Only now: a response that ends before its request ends the exchange.
      upstream.send("!");
      assertThat(client.read(1)).isEqualTo("!");
      assertThat(pooledBytes() - before).isLessThan(32L * 1024 * 1024);

      RawExchange exchange = fixture.capture.next();
      assertThat(exchange.request().body().content()).hasSize(1000);
      assertThat(exchange.request().body().length()).isEqualTo(LARGE);
      assertThat(exchange.request().body().truncated()).isTrue();
      assertThat(responseOf(exchange).body().length()).isEqualTo(LARGE + 1);
      fixture.capture.assertSettled();
    }
  }

  @Test
  void stopsReadingTheUpstreamForAClientThatDoesNotRead() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: " + MORE_THAN_BUFFERED + "\r\n\r\n");
      Progress progress = new Progress(upstream, MORE_THAN_BUFFERED);
      Future<Long> sent = threads.submit(progress);
      progress.awaitStall();
      assertThat(progress.bytes()).isLessThan(MORE_THAN_BUFFERED);
      client.readHead();
      assertThat(receiving(client, MORE_THAN_BUFFERED).call()).isEqualTo(sent.get());
    }
  }

  @Test
  void stopsReadingTheClientForAnUpstreamThatDoesNotRead() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      client.send(
          "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + MORE_THAN_BUFFERED + "\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      Progress progress = new Progress(client, MORE_THAN_BUFFERED);
      Future<Long> sent = threads.submit(progress);
      progress.awaitStall();
      assertThat(progress.bytes()).isLessThan(MORE_THAN_BUFFERED);
      upstream.readHead();
      assertThat(receiving(upstream, MORE_THAN_BUFFERED).call()).isEqualTo(sent.get());
    }
  }

  @Test
  void cutsOffAClientThatTakesNothing() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.idle = Duration.ofMillis(300));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: " + MORE_THAN_BUFFERED + "\r\n\r\n");
      Future<Long> sent = threads.submit(new Progress(upstream, MORE_THAN_BUFFERED));
      assertThat(failureOf(fixture.capture.next()).getKind())
          .isEqualTo(Failure.Kind.CLIENT_ABORTED);
      await().until(sent::isDone);
      assertThat(sent.state()).isEqualTo(Future.State.FAILED);
    }
  }

  private static long pooledBytes() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }

  private static Callable<Long> sending(Wire wire, long bytes, long seed) {
    return new Progress(wire, bytes, seed);
  }

  /** Reads exactly that many bytes; the result is their checksum. */
  private static Callable<Long> receiving(Wire wire, long bytes) {
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

  /** Sends seeded random bytes; the result is their checksum. */
  private static final class Progress implements Callable<Long> {

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
}
