package dev.parallax.replayer.send;

import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.wire.TargetTls;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.Http2ClientConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;

/** How a leg's HTTP client is set up. */
final class ClientSetup {

  /**
   * Shorter than the idle timeouts of common servers (5 s and more), so that a request hardly ever
   * meets a connection that is just being closed. Such a reset is not tried again: a second try
   * would hide a build that crashes now and then.
   */
  private static final Duration IDLE = Duration.ofSeconds(2);

  private static final int MAX_HEAD_BYTES = 64 << 10;

  /**
   * Exchanges that share an HTTP/2 connection. Fewer than servers allow (100 and more), since a
   * connection is one thread at many servers, and one queue on the way: in production, it has many
   * clients. So as many connections are opened as all that is in flight needs, and no exchange
   * waits for another's end.
   */
  private static final int STREAMS = 16;

  /** As browsers have it: a body of ordinary size comes without a pause for the window. */
  private static final int STREAM_WINDOW_BYTES = 1 << 20;

  private ClientSetup() {}

  static HttpClientConfig config(Target target, Limits limits) {
    return new HttpClientConfig()
        .setConnectTimeout(limits.connectTimeout())
        // What is offered, where the target may choose, and the first is preferred.
        .setVersions(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)
        .setSsl(target.tls())
        .setDecompressionEnabled(false)
        .setMaxRedirects(0)
        .setHttp1Config(
            new Http1ClientConfig()
                .setKeepAlive(true)
                .setKeepAliveTimeout(IDLE)
                .setPipelining(false)
                .setMaxInitialLineLength(MAX_HEAD_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES))
        .setHttp2Config(
            new Http2ClientConfig()
                .setKeepAliveTimeout(IDLE)
                // On http, what is to be HTTP/2 is so from the first byte.
                .setClearTextUpgrade(false)
                .setMultiplexingLimit(STREAMS)
                .setConnectionWindowSize(STREAMS * STREAM_WINDOW_BYTES)
                .setInitialSettings(
                    new Http2Settings()
                        .setPushEnabled(false)
                        .setInitialWindowSize(STREAM_WINDOW_BYTES)
                        .setMaxHeaderListSize(MAX_HEAD_BYTES)));
  }

  static PoolOptions pool(Limits limits) {
    return new PoolOptions()
        .setHttp1MaxSize(limits.maxInFlight())
        .setHttp2MaxSize(Math.ceilDiv(limits.maxInFlight(), STREAMS))
        .setCleanerPeriod(500);
  }

  static ClientSSLOptions tls(TargetTls tls) {
    ClientSSLOptions options =
        new ClientSSLOptions()
            .setTrustAll(tls.isInsecure())
            .setHostnameVerificationAlgorithm(tls.isInsecure() ? "" : "HTTPS");
    tls.trust().ifPresent(trust -> options.setTrustOptions(TrustOptions.wrap(trust)));
    tls.key().ifPresent(key -> options.setKeyCertOptions(KeyCertOptions.wrap(key)));
    return options;
  }
}
