package dev.parallax.proxy.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code GET /metrics} in Prometheus' text format and {@code GET /livez}, on loopback only: it asks
 * nobody who they are. One thread, which no client's traffic waits for.
 */
public final class AdminServer implements AutoCloseable {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService thread;

  private AdminServer(HttpServer server, ExecutorService thread) {
    this.server = server;
    this.thread = thread;
  }

  /**
   * @param listen a loopback address; port 0 takes a free one
   * @throws IllegalArgumentException if it is not
   * @throws IOException if it can't be listened on
   */
  public static AdminServer start(InetSocketAddress listen, MeterBinder... meters)
      throws IOException {
    if (listen.isUnresolved() || !listen.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "admin.listen: %s (expected: a loopback address, such as 127.0.0.1:9090)"
              .formatted(listen));
    }
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    for (MeterBinder one : meters) {
      one.bindTo(registry);
    }
    HttpServer server;
    try {
      server = HttpServer.create(listen, 0);
    } catch (IOException e) {
      throw new IOException(
          "admin.listen: can't listen on %s: %s".formatted(listen, e.getMessage()), e);
    }
    server.createContext("/metrics", exchange -> answer(exchange, registry.scrape()));
    server.createContext("/livez", exchange -> answer(exchange, "ok\n"));
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("parallax-admin").daemon().factory());
    server.setExecutor(thread);
    server.start();
    return new AdminServer(server, thread);
  }

  /** Where it listens, with the port that was taken. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", TEXT);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
