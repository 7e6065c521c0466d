package dev.parallax.bench.replay;

import dev.parallax.proto.Header;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Request;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.send.StagingRequest;
import dev.parallax.replayer.wire.TargetProtocol;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What a replay can't be cheaper than: Vert.x's client, in a process of its own, that sends the
 * same requests over as many connections, as many at once, and reads the answers. The requests are
 * made beforehand; the first ones of the recording come again and again. All on its event loop.
 */
final class BareClient {

  /** As many as the replayer has under way. */
  private static final int AT_ONCE = 256;

  private static final int DIFFERENT = 6_000;

  private final HttpClientAgent http;
  private final int port;
  private final List<Request> requests;
  private final CountDownLatch done;
  private int left;
  private int failed;

  private BareClient(HttpClientAgent http, int port, int count) {
    this.http = http;
    this.port = port;
    this.left = count;
    this.done = new CountDownLatch(count);
    Target target =
        new Target(
            Leg.CANDIDATE,
            false,
            "127.0.0.1",
            port,
            "",
            Optional.of(InetAddress.getLoopbackAddress()));
    Header trace =
        Header.newBuilder()
            .setName("traceparent")
            .setValue("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .build();
    this.requests =
        Recording.first(DIFFERENT).stream()
            .map(it -> StagingRequest.of(it, target, TargetProtocol.AUTO, "bench"))
            .map(it -> it.toBuilder().addHeaders(trace).build())
            .toList();
  }

  /**
   * Sends.
   *
   * @param args the port, and how many requests
   */
  public static void main(String[] args) throws InterruptedException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    HttpClientAgent http =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true).setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(AT_ONCE));
    BareClient client = new BareClient(http, Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    vertx.getOrCreateContext().runOnContext(_ -> client.begin());
    client.done.await();
    System.out.printf("%d failed%n", client.failed);
    vertx.close().toCompletionStage().toCompletableFuture().join();
    System.exit(client.failed == 0 ? 0 : 1);
  }

  private void begin() {
    for (int i = 0; i < AT_ONCE; i++) {
      next();
    }
  }

  private void next() {
    if (left == 0) {
      return;
    }
    Request request = requests.get(left-- % DIFFERENT);
    http.request(
            new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.getMethod()))
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(request.getTarget()))
        .compose(it -> send(it, request))
        .onComplete(
            answered -> {
              failed += answered.succeeded() ? 0 : 1;
              done.countDown();
              next();
            });
  }

  private static Future<Buffer> send(HttpClientRequest sending, Request request) {
    request.getHeadersList().forEach(it -> sending.headers().add(it.getName(), it.getValue()));
    return sending.send().compose(response -> response.body());
  }
}
