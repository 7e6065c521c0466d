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
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies of any size, in memory that does not depend on it. */
@ExtendWith(FailOnLeak.class)
class StreamingIT {

  private static final long LARGE = 200L * 1024 * 1024;

  @OnEachTransport
  void passesLargeBodiesBothWaysAtOnceUnchanged(Transport transport) throws Exception {
    try (ProxyFixture fixture =
            new ProxyFixture(transport, t -> t.policy = new TapPolicy(1, 1000));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      long before = pooledBytes();
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + LARGE + "\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      Future<Long> sentUp = threads.submit(new Progress(client, LARGE, 1));
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: " + (LARGE + 1) + "\r\n\r\n");
      Future<Long> sentDown = threads.submit(new Progress(upstream, LARGE, 2));
      Future<Long> receivedUp = threads.submit(Progress.receiving(upstream, LARGE));
      client.readHead();
      assertThat(Progress.receiving(client, LARGE).call()).isEqualTo(sentDown.get());
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

  @OnEachTransport
  void stopsReadingTheUpstreamForAClientThatDoesNotRead(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(
          "HTTP/1.1 200 OK\r\nContent-Length: " + Progress.MORE_THAN_BUFFERED + "\r\n\r\n");
      Progress progress = new Progress(upstream, Progress.MORE_THAN_BUFFERED);
      Future<Long> sent = threads.submit(progress);
      progress.awaitStall();
      assertThat(progress.bytes()).isLessThan(Progress.MORE_THAN_BUFFERED);
      client.readHead();
      assertThat(Progress.receiving(client, Progress.MORE_THAN_BUFFERED).call())
          .isEqualTo(sent.get());
    }
  }

  @OnEachTransport
  void stopsReadingTheClientForAnUpstreamThatDoesNotRead(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      client.send(
          "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: "
              + Progress.MORE_THAN_BUFFERED
              + "\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      Progress progress = new Progress(client, Progress.MORE_THAN_BUFFERED);
      Future<Long> sent = threads.submit(progress);
      progress.awaitStall();
      assertThat(progress.bytes()).isLessThan(Progress.MORE_THAN_BUFFERED);
      upstream.readHead();
      assertThat(Progress.receiving(upstream, Progress.MORE_THAN_BUFFERED).call())
          .isEqualTo(sent.get());
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
      upstream.send(
          "HTTP/1.1 200 OK\r\nContent-Length: " + Progress.MORE_THAN_BUFFERED + "\r\n\r\n");
      Future<Long> sent = threads.submit(new Progress(upstream, Progress.MORE_THAN_BUFFERED));
      assertThat(failureOf(fixture.capture.next()).getKind())
          .isEqualTo(Failure.Kind.CLIENT_ABORTED);
      await().until(sent::isDone);
      assertThat(sent.state()).isEqualTo(Future.State.FAILED);
    }
  }

  private static long pooledBytes() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }
}
