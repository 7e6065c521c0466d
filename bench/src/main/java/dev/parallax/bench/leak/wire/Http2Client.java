package dev.parallax.bench.leak.wire;

import dev.parallax.bench.leak.place.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends exchanges by HTTP/2, of which both sides know before. Any thread. */
final class Http2Client implements AutoCloseable {

  private static final long TIMEOUT_SECONDS = 10;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final int port;

  Http2Client(int port) {
    this.port = port;
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
  }

  /**
   * @return the status of the answer; 0 if there was none
   */
  int send(Plant plant) throws InterruptedException {
    Message message = plant.planned().request();
    RequestOptions options =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setMethod(HttpMethod.valueOf(message.method()))
            .setURI(message.target())
            .putHeader(Plant.HEADER, plant.tag());
    for (String line : message.headers()) {
      int colon = line.indexOf(':');
      options.addHeader(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    Future<Integer> answered =
        client
            .request(options)
            .compose(request -> request.send(Buffer.buffer(message.body())))
            .compose(response -> response.body().map(response.statusCode()));
    try {
      return answered
          .toCompletionStage()
          .toCompletableFuture()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    client.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
