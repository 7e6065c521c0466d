package dev.parallax.replayer;

import dev.parallax.replayer.wire.TestCertificate;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;

/** A leg that answers by a handler, on a free port of this machine. */
public final class StagingServer implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final String scheme;

  public StagingServer(HttpServerOptions options, Handler<HttpServerRequest> handler) {
    scheme = options.isSsl() ? "https" : "http";
    server =
        vertx
            .createHttpServer(options.setHost("127.0.0.1").setPort(0))
            .requestHandler(handler)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** Options of a server that shows a certificate. */
  public static HttpServerOptions tls(TestCertificate own) {
    return new HttpServerOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(own.cert().toString())
                .setKeyPath(own.key().toString()));
  }

  /** The same, which lets only that client in. */
  public static HttpServerOptions mutualTls(TestCertificate own, TestCertificate client) {
    return tls(own)
        .setClientAuth(ClientAuth.REQUIRED)
        .setTrustOptions(new PemTrustOptions().addCertPath(client.cert().toString()));
  }

  public URI uri() {
    return URI.create("%s://localhost:%d".formatted(scheme, server.actualPort()));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
