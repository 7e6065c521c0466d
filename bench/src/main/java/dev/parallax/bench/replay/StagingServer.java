package dev.parallax.bench.replay;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A staging that answers at once, in a process of its own, with ids of its own: for each kind of
 * request one of some hundred bodies, which the target chooses. Ends when its standard input does.
 */
final class StagingServer {

  private static final int VARIANTS = 512;

  /** Apart from the sessions' in the recording. */
  private static final long SEED = 1L << 40;

  private final List<List<Buffer>> bodies = new ArrayList<>();
  private final List<String> cookies = new ArrayList<>();

  private StagingServer() {
    for (int variant = 0; variant < VARIANTS; variant++) {
      List<Shop.Visit> session = new Shop(SEED + variant).session();
      bodies.add(session.stream().map(visit -> Buffer.buffer(visit.body())).toList());
      cookies.add("sid=" + session.getFirst().cookie() + "; Path=/; HttpOnly");
    }
  }

  /** Prints its port. */
  public static void main(String[] args) throws IOException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    int port =
        vertx
            .createHttpServer()
            .requestHandler(new StagingServer()::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
    System.out.println(port);
    while (System.in.read() >= 0) {}
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void answer(HttpServerRequest request) {
    int variant = Math.floorMod(request.uri().hashCode(), VARIANTS);
    int step = Shop.step(request.uri());
    HttpServerResponse response =
        request
            .response()
            .putHeader("Content-Type", "application/json")
            .putHeader("Cache-Control", "no-store");
    if (step == 0) {
      response.putHeader("Set-Cookie", cookies.get(variant));
    }
    var _ = response.end(bodies.get(variant).get(step));
  }
}
