package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tunnel whose sides stall, end, close and fail. */
@ExtendWith(FailOnLeak.class)
class TunnelEndIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  @OnEachTransport
  void stopsReadingTheClientForAnUpstreamThatDoesNotRead(Transport transport) throws Exception {
    try (ProxyFixture fixture = TunnelIT.tunnelling(transport);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      Wire upstream = TunnelIT.open(fixture, client);
      Progress.assertStopsAndGoesOn(threads, client, upstream);
    }
  }

  @OnEachTransport
  void stopsReadingTheUpstreamForAClientThatDoesNotRead(Transport transport) throws Exception {
    try (ProxyFixture fixture = TunnelIT.tunnelling(transport);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      Wire upstream = TunnelIT.open(fixture, client);
      Progress.assertStopsAndGoesOn(threads, upstream, client);
    }
  }

  @OnEachTransport
  void passesTheEndOfTheClientsSideOn(Transport transport) throws Exception {
    try (ProxyFixture fixture = TunnelIT.tunnelling(transport, t -> t.maxUpstreamConnections = 1);
        Wire client = fixture.client()) {
      Wire upstream = TunnelIT.open(fixture, client);
      client.send("last").halfClose();
      assertThat(upstream.readAll()).isEqualTo("last");
      upstream.send("answer").halfClose();
      assertThat(client.readAll()).isEqualTo("answer");
      assertUpstreamConnectionIsFree(fixture);
    }
  }

  @OnEachTransport
  void passesTheEndOfTheUpstreamsSideOn(Transport transport) throws Exception {
    try (ProxyFixture fixture = TunnelIT.tunnelling(transport, t -> t.maxUpstreamConnections = 1);
        Wire client = fixture.client()) {
      Wire upstream = TunnelIT.open(fixture, client);
      upstream.send("last").halfClose();
      assertThat(client.readAll()).isEqualTo("last");
      client.send("answer").halfClose();
      assertThat(upstream.readAll()).isEqualTo("answer");
      assertUpstreamConnectionIsFree(fixture);
    }
  }

  @OnEachTransport
  void closesTheUpstreamWhenTheClientIsReset(Transport transport) throws Exception {
    try (ProxyFixture fixture = TunnelIT.tunnelling(transport, t -> t.maxUpstreamConnections = 1)) {
      Wire client = fixture.client();
      Wire upstream = TunnelIT.open(fixture, client);
      client.reset();
      assertThat(upstream.isAtEnd()).isTrue();
      assertUpstreamConnectionIsFree(fixture);
    }
  }

  @OnEachTransport
  void closesTheClientWhenTheUpstreamIsReset(Transport transport) throws Exception {
    try (ProxyFixture fixture = TunnelIT.tunnelling(transport);
        Wire client = fixture.client()) {
      TunnelIT.open(fixture, client).reset();
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @OnEachTransport
  void givesUpAnUpstreamThatNeverReadsWhatAClientLeft(Transport transport) throws Exception {
    try (ProxyFixture fixture =
            TunnelIT.tunnelling(
                transport,
                t -> {
                  t.maxUpstreamConnections = 1;
                  t.stream = Duration.ofSeconds(2);
                });
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Wire client = fixture.client();
      TunnelIT.open(fixture, client);
      Progress progress = new Progress(client, Progress.MORE_THAN_BUFFERED);
      var _ = threads.submit(progress);
      progress.awaitStall();
      client.reset();
      assertUpstreamConnectionIsFree(fixture);
    }
  }

  /** Of the one that it may have. */
  private static void assertUpstreamConnectionIsFree(ProxyFixture fixture) throws Exception {
    try (Wire next = fixture.client()) {
      next.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(OK);
      assertThat(next.readResponse()).endsWith("hi");
    }
  }
}
