package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.recorder.raw.RawExchange;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that ends its side: it may be gone, or only be done with sending. */
@ExtendWith(FailOnLeak.class)
class HalfCloseIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  @OnEachTransport
  void answersAClientThatIsDoneWithSending(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send(GET).halfClose();
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      assertThat(upstream.isAtEnd()).as("the client's end was passed on").isTrue();
      upstream.send(OK);
      assertThat(client.readAll()).contains("connection: close").endsWith("hi");
      assertThat(fixture.capture.next().failure()).isNull();
      assertThat(upstream.isAtEnd()).isTrue();

      try (Wire other = fixture.client()) {
        other.send(GET);
        fixture.upstream.next().readHead();
      }
    }
  }

  @OnEachTransport
  void endsTheUpstreamsInputWhileItsResponseIsUnderWay(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc");
      client.readHead();
      client.read(3);
      client.halfClose();
      assertThat(upstream.isAtEnd()).isTrue();
      upstream.send("def");
      assertThat(client.readAll()).isEqualTo("def");
      assertThat(fixture.capture.next().failure()).isNull();
    }
  }

  @OnEachTransport
  void sendsALargeResponseToAClientThatIsDone(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      client.send(GET).halfClose();
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(
          "HTTP/1.1 200 OK\r\nContent-Length: " + Progress.MORE_THAN_BUFFERED + "\r\n\r\n");
      Progress progress = new Progress(upstream, Progress.MORE_THAN_BUFFERED);
      Future<Long> sent = threads.submit(progress);
      progress.awaitStall();
      client.readHead();
      assertThat(Progress.receiving(client, Progress.MORE_THAN_BUFFERED).call())
          .isEqualTo(sent.get());
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @OnEachTransport
  void answersEachOfSeveralRequestsThatTheEndFollows(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send(GET + GET + GET).halfClose();
      Wire upstream = fixture.upstream.next();
      for (int i = 0; i < 2; i++) {
        upstream.readHead();
        upstream.send(OK);
        assertThat(client.readResponse()).endsWith("hi");
      }
      upstream.readHead();
      assertThat(upstream.isAtEnd()).isTrue();
      upstream.send(OK);
      assertThat(client.readAll()).endsWith("hi");
    }
  }

  @OnEachTransport
  void abandonsHalfARequest(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.read(3);
      client.halfClose();
      assertThat(upstream.isAtEnd()).isTrue();
      assertThat(client.isAtEnd()).isTrue();
      assertAborted(fixture);
    }
  }

  @OnEachTransport
  void takesAClientForGoneWhereTheUpstreamDoes(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send(GET).halfClose();
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      assertThat(upstream.isAtEnd()).isTrue();
      upstream.close();
      assertThat(client.isAtEnd()).isTrue();
      assertAborted(fixture);
    }
  }

  @OnEachTransport
  void closesTheUpstreamOfAClientThatIsReset(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {})) {
      Wire client = fixture.client();
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      client.reset();
      assertThat(upstream.isAtEnd()).isTrue();
      assertAborted(fixture);
    }
  }

  @OnEachTransport
  void answersAClientThatIsDoneBeforeThereIsAConnection(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, t -> t.maxUpstreamConnections = 1);
        Wire first = fixture.client();
        Wire second = fixture.client()) {
      first.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      second.send(GET).halfClose();
      fixture.passBy();
      upstream.send(OK);
      first.readResponse();
      upstream.readHead();
      assertThat(upstream.isAtEnd()).isTrue();
      upstream.send(OK);
      assertThat(second.readAll()).contains("connection: close").endsWith("hi");
    }
  }

  @OnEachTransport
  void doesNotSpinWhileAClientThatIsDoneWaits(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send(GET).halfClose();
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      assertThat(upstream.isAtEnd()).isTrue();
      long before = loopCpuNanos();
      Waiting.during(Duration.ofMillis(600));
      assertThat(Duration.ofNanos(loopCpuNanos() - before)).isLessThan(Duration.ofMillis(150));
      upstream.send(OK);
      assertThat(client.readAll()).endsWith("hi");
    }
  }

  private static long loopCpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().startsWith("parallax-proxy"))
        .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
        .sum();
  }

  private static void assertAborted(ProxyFixture fixture) throws Exception {
    RawExchange exchange = fixture.capture.next();
    assertThat(failureOf(exchange).getKind()).isEqualTo(Failure.Kind.CLIENT_ABORTED);
    assertThat(exchange.response()).isNull();
    fixture.capture.assertSettled();
  }
}
