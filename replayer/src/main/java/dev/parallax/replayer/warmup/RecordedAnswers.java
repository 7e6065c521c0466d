package dev.parallax.replayer.warmup;

import dev.parallax.proto.Header;
import dev.parallax.proto.Response;
import dev.parallax.replayer.renew.Baggage;
import dev.parallax.replayer.wire.SmallVertx;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A server in this process, at a port of loopback that nobody else is told: it answers each
 * exchange as production did.
 */
public final class RecordedAnswers implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private static final int NOT_FOUND = 404;

  /** Below is no answer, or one that others follow. */
  private static final int FIRST_FINAL = 200;

  /** Of the connection, or of how the body was sent then. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "keep-alive",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Vertx vertx;
  private final HttpServer server;

  private RecordedAnswers(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Blocks until it listens.
   *
   * @param answers by the exchange's id
   */
  public static RecordedAnswers start(Map<String, Response> answers) {
    Map<String, Response> byId = new HashMap<>(answers);
    Vertx vertx = SmallVertx.create();
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost(LOOPBACK).setPort(0))
            .requestHandler(request -> request.endHandler(_ -> answer(request, byId)));
    try {
      return new RecordedAnswers(
          vertx, server.listen().toCompletionStage().toCompletableFuture().join());
    } catch (RuntimeException e) {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      throw e;
    }
  }

  public URI url() {
    return URI.create("http://%s:%d".formatted(LOOPBACK, server.actualPort()));
  }

  private static void answer(HttpServerRequest request, Map<String, Response> byId) {
    Response recorded = byId.get(Baggage.exchange(request.getHeader(Baggage.NAME)));
    HttpServerResponse response = request.response();
    if (recorded == null || recorded.getStatus() < FIRST_FINAL) {
      response.setStatusCode(NOT_FOUND).end();
      return;
    }
    response.setStatusCode(recorded.getStatus());
    for (Header header : recorded.getHeadersList()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      if (!LEFT_OUT.contains(name) && !name.startsWith(":")) {
        response.headers().add(name, header.getValue());
      }
    }
    response.end(Buffer.buffer(recorded.getBody().getContent().toByteArray()));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
