package dev.parallax.replayer.send;

import dev.parallax.proto.Request;
import dev.parallax.replayer.plan.Script;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.wire.SmallVertx;
import dev.parallax.replayer.wire.TargetProtocol;
import dev.parallax.replayer.wire.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;

/**
 * The connections to one leg, on an event loop of their own: one leg's traffic does not delay the
 * other's. HTTP/1.1 with keep-alive, and HTTP/2; follows no redirects, keeps no cookies, decodes
 * nothing.
 */
public final class LegClient implements AutoCloseable {

  private final Target target;
  private final TargetProtocol protocol;
  private final Limits limits;
  private final Vertx vertx;
  private final Context eventLoop;
  private final HttpClientAgent http;

  private final Connections connections = new Connections();

  public LegClient(Target target, Wire wire, Limits limits) {
    this.target = target;
    this.protocol = wire.protocol();
    this.limits = limits;
    this.vertx = SmallVertx.create();
    this.eventLoop = vertx.getOrCreateContext();
    this.http =
        vertx
            .httpClientBuilder()
            .with(ClientSetup.config(target, limits))
            .with(ClientSetup.pool(limits))
            .with(ClientSetup.tls(wire.tls()))
            .withConnectHandler(connections::opened)
            .build();
  }

  /** Starts an attempt at what is no stream. Any thread; does not block. */
  public Attempt send(Request request) {
    return send(request, Script.NONE);
  }

  /** Starts an attempt that keeps to a script. Any thread; does not block. */
  public Attempt send(Request request, Script script) {
    Attempt attempt = new Attempt(this, request, script);
    onEventLoop(attempt::begin);
    return attempt;
  }

  /** Closes all connections; attempts under way end as failures. */
  @Override
  public void close() {
    // Joined, not awaited: it is also done for a caller that was interrupted.
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  Limits limits() {
    return limits;
  }

  Future<HttpClientRequest> connect(Request request) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.getMethod()))
            .setHost(target.host())
            .setPort(target.port())
            .setURI(request.getTarget())
            .setFollowRedirects(false);
    target
        .pinned()
        .map(address -> new InetSocketAddress(address, target.port()))
        .map(SocketAddress::inetSocketAddress)
        .ifPresent(options::setServer);
    if (!request.getProtocol().equals(TargetProtocol.HTTP_2)) {
      options.setProtocolVersion(HttpVersion.HTTP_1_1);
    } else if (!target.tls() || protocol.insists(request)) {
      options.setProtocolVersion(HttpVersion.HTTP_2);
    }
    try {
      return http.request(options);
    } catch (IllegalStateException closed) {
      // The run ended between the decision to send and this turn of the event loop.
      return Future.failedFuture(new HttpClosedException("the run ended"));
    }
  }

  /** What stands in place of Host over HTTP/2. */
  HostAndPort authority() {
    return HostAndPort.parseAuthority(target.authority(), -1);
  }

  Connections connections() {
    return connections;
  }

  void onEventLoop(Runnable task) {
    eventLoop.runOnContext(go -> task.run());
  }

  long after(long millis, Runnable task) {
    return vertx.setTimer(millis, go -> task.run());
  }

  void cancel(long timer) {
    vertx.cancelTimer(timer);
  }
}
