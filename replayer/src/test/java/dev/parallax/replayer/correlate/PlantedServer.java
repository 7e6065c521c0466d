package dev.parallax.replayer.correlate;

import dev.parallax.replayer.StagingServer;
import dev.parallax.replayer.correlate.PlantedService.Asked;
import dev.parallax.replayer.correlate.PlantedService.Reply;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The planted service as a leg. */
public final class PlantedServer implements AutoCloseable {

  private final PlantedService service;
  private final StagingServer server;

  public PlantedServer(long seed) {
    service = new PlantedService(seed);
    server = new StagingServer(new HttpServerOptions(), this::answer);
  }

  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
  }

  private void answer(HttpServerRequest request) {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    request.bodyHandler(
        body -> {
          Reply reply =
              service.answer(
                  new Asked(request.method().name(), request.uri(), headers, body.toString()));
          request.response().setStatusCode(reply.status());
          reply
              .headers()
              .forEach(line -> request.response().headers().add(line.name(), line.value()));
          var _ = request.response().end(reply.body());
        });
  }
}
