package dev.parallax.replayer.send;

import dev.parallax.proto.Request;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.wire.TargetTls;
import dev.parallax.replayer.wire.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The connections to one leg, on an event loop of their own: one leg's traffic does not delay the
 * other's. HTTP/1.1 with keep-alive; follows no redirects, keeps no cookies, decodes nothing.
 */
public final class LegClient implements AutoCloseable {

  /**
   * Shorter than the idle timeouts of common servers (5 s and more), so that a request hardly ever
   * meets a connection that is just being closed. Such a reset is not tried again: a second try
   * would hide a build that crashes now and then.
   */
  private static final Duration IDLE = Duration.ofSeconds(2);

  private static final int MAX_HEAD_BYTES = 64 << 10;

  private final Target target;
  private final Limits limits;
  private final Vertx vertx;
  private final Context eventLoop;
  private final HttpClientAgent http;
  private final Set<HttpConnection> fresh = new HashSet<>();

  public LegClient(Target target, Wire wire, Limits limits) {
    this.target = target;
    this.limits = limits;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.eventLoop = vertx.getOrCreateContext();
    this.http =
        vertx
            .httpClientBuilder()
            .with(config(target, limits))
            .with(new PoolOptions().setHttp1MaxSize(limits.maxInFlight()).setCleanerPeriod(500))
            .with(tls(wire.tls()))
            .withConnectHandler(
                connection -> {
                  fresh.add(connection);
                  connection.closeHandler(closed -> fresh.remove(connection));
                  // Without a handler it is logged, with what the leg sent. Attempts see it too.
                  connection.exceptionHandler(seen -> {});
                })
            .build();
  }

  private static ClientSSLOptions tls(TargetTls tls) {
    ClientSSLOptions options =
        new ClientSSLOptions()
            .setTrustAll(tls.isInsecure())
            .setHostnameVerificationAlgorithm(tls.isInsecure() ? "" : "HTTPS");
    tls.trust().ifPresent(trust -> options.setTrustOptions(TrustOptions.wrap(trust)));
    tls.key().ifPresent(key -> options.setKeyCertOptions(KeyCertOptions.wrap(key)));
    return options;
  }

  private static HttpClientConfig config(Target target, Limits limits) {
    return new HttpClientConfig()
        .setConnectTimeout(limits.connectTimeout())
        .setVersions(HttpVersion.HTTP_1_1)
        .setSsl(target.tls())
        .setDecompressionEnabled(false)
        .setMaxRedirects(0)
        .setHttp1Config(
            new Http1ClientConfig()
                .setKeepAlive(true)
                .setKeepAliveTimeout(IDLE)
                .setPipelining(false)
                .setMaxInitialLineLength(MAX_HEAD_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES));
  }

  /** Starts an attempt. Any thread; does not block. */
  public Attempt send(Request request) {
    Attempt attempt = new Attempt(this, request);
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
    try {
      return http.request(options);
    } catch (IllegalStateException closed) {
      // The run ended between the decision to send and this turn of the event loop.
      return Future.failedFuture(closed);
    }
  }

  /** Whether the connection was opened since it was last asked about. */
  boolean isFresh(HttpConnection connection) {
    return fresh.remove(connection);
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
