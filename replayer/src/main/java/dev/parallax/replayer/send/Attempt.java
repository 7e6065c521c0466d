package dev.parallax.replayer.send;

import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request to one leg, from before its connection to its last byte. Confined to the leg's event
 * loop, but for {@link #await}.
 *
 * <p>It ends exactly once: by the whole response, by what failed, or by its timeout. Whatever comes
 * later is ignored, and the connection that it would come on is closed.
 */
public final class Attempt {

  private final LegClient client;
  private final Request request;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final Timings.Builder timings = Timings.newBuilder();
  private final KeptBody body;
  private long sentNanos;
  private long timer;
  private @Nullable HttpClientRequest sending;

  Attempt(LegClient client, Request request) {
    this.client = client;
    this.request = request;
    this.body = new KeptBody(client.limits().maxBodyBytes());
  }

  /**
   * Blocks until the attempt has ended: after the request timeout at the latest.
   *
   * @throws InterruptedException if the caller was interrupted; the attempt is then given up
   */
  public Answer await() throws InterruptedException {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      client.onEventLoop(this::giveUp);
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the request could not be sent", e.getCause());
    }
  }

  void begin() {
    sentNanos = System.nanoTime();
    long connectMillis =
        Math.min(
            client.limits().connectTimeout().toMillis(),
            client.limits().requestTimeout().toMillis());
    timer = client.after(connectMillis, () -> fail(Failures.connectTimeout()));
    client.connect(request).onComplete(this::connected, cause -> fail(Failures.connecting(cause)));
  }

  private void connected(HttpClientRequest connected) {
    sending = connected;
    connected.exceptionHandler(cause -> fail(Failures.exchanging(cause)));
    if (answer.isDone()) {
      giveUp();
      return;
    }
    boolean reused = !client.isFresh(connected.connection());
    timings.setConnectionReused(reused).setConnectNanos(reused ? 0 : elapsed());
    client.cancel(timer);
    long leftMillis = client.limits().requestTimeout().toMillis() - elapsed() / 1_000_000;
    timer = client.after(Math.max(1, leftMillis), () -> fail(Failures.responseTimeout()));
    try {
      send(connected);
    } catch (IllegalArgumentException e) {
      // A header that the client refuses to write: nothing was sent.
      client.cancel(timer);
      answer.completeExceptionally(e);
      giveUp();
    }
  }

  private void send(HttpClientRequest connected) {
    for (Header header : request.getHeadersList()) {
      connected.headers().add(header.getName(), header.getValue());
    }
    connected.exceptionHandler(cause -> fail(Failures.exchanging(cause)));
    connected.response().onComplete(this::responded, cause -> fail(Failures.exchanging(cause)));
    connected
        .end(Buffer.buffer(request.getBody().getContent().toByteArray()))
        .onSuccess(end -> timings.setRequestEndNanos(elapsed()));
  }

  private void responded(HttpClientResponse response) {
    timings.setFirstByteNanos(elapsed());
    response.exceptionHandler(cause -> fail(Failures.exchanging(cause)));
    response.handler(body::add);
    response.endHandler(
        end ->
            finish(
                new Answer.Responded(
                    sentNanos, timings.setLastByteNanos(elapsed()).build(), raw(response))));
  }

  private RawResponse raw(HttpClientResponse response) {
    return new RawResponse(
        response.statusCode(),
        response.statusMessage() == null ? "" : response.statusMessage(),
        response.version().toString().startsWith("HTTP_1_0") ? "HTTP/1.0" : "HTTP/1.1",
        lines(response.headers()),
        body.kept(),
        lines(response.trailers()));
  }

  private static List<RawHeader> lines(MultiMap headers) {
    return headers.entries().stream()
        .map(line -> new RawHeader(line.getKey(), line.getValue()))
        .toList();
  }

  private void fail(Failure failure) {
    if (!answer.isDone()) {
      finish(new Answer.Failed(sentNanos, timings.setLastByteNanos(elapsed()).build(), failure));
      giveUp();
    }
  }

  private void finish(Answer how) {
    client.cancel(timer);
    answer.complete(how);
  }

  /** Closes the connection, so that an answer under way reaches nobody. */
  private void giveUp() {
    answer.cancel(false);
    if (sending != null) {
      sending.reset();
    }
  }

  private long elapsed() {
    return System.nanoTime() - sentNanos;
  }
}
