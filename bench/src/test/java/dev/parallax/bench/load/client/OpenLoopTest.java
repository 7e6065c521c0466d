package dev.parallax.bench.load.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

  private static final long STALL_NANOS = 200_000_000;

  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private volatile int status = 200;
  private volatile int stallAt = -1;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          if (asked.getAndIncrement() == stallAt) {
            LockSupport.parkNanos(STALL_NANOS);
          }
          exchange.sendResponseHeaders(status, 2);
          exchange.getResponseBody().write(new byte[] {'{', '}'});
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    threads.shutdownNow();
  }

  private Load run(int connections, int perSecond) throws IOException, InterruptedException {
    int port = server.getAddress().getPort();
    try (OpenLoop client = OpenLoop.connect(port, Call.POST_1K, connections)) {
      return client.run(perSecond, Duration.ofMillis(500));
    }
  }

  @Test
  void sendsAsManyAsTheRateSays() throws Exception {
    Load load = run(4, 200);

    assertThat(load.requests()).isEqualTo(100);
    assertThat(asked).hasValue(100);
    assertThat(load.errors()).isZero();
    assertThat(load.p50Micros()).isPositive();
  }

  @Test
  void countsBadStatusesAsErrors() throws Exception {
    status = 503;

    assertThat(run(4, 200).errors()).isEqualTo(100);
  }

  @Test
  void whatWaitsBehindAStallIsMeasuredFromWhenItWasPlanned() throws Exception {
    stallAt = 10;
    // On one connection, the 40 that were planned in the stall wait too: 100 ms in the middle.
    assertThat(run(1, 200).p99Micros()).isGreaterThan(150_000);
    assertThat(asked).hasValue(100);
  }
}
