package dev.parallax.replayer.send;

import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import dev.parallax.proto.Outcome.Left;
import dev.parallax.proto.Request;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.replayer.plan.Script;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request to one leg, from before its connection to its last byte. Confined to the leg's event
 * loop, but for {@link #await}.
 *
 * <p>It ends exactly once: by the whole response, by as much of a stream as production's client
 * had, by what failed, or by its timeout. Whatever comes later is ignored: the connection that it
 * would come on is closed, or over HTTP/2 the stream.
 */
public final class Attempt {

  /** RFC 9113, section 7: CANCEL, no longer needed. */
  private static final long CANCEL = 0x8;

  /** A leg that processes nothing is not asked for ever. */
  private static final int MAX_AGAIN = 3;

  private final LegClient client;
  private final Request request;
  private final Script script;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final Timings.Builder timings = Timings.newBuilder();
  private final KeptBody body;
  private long sentNanos;
  private long timer;
  private int again;
  private @Nullable HttpClientRequest sending;
  private @Nullable Delivery delivery;
  private @Nullable HttpClientResponse head;

  Attempt(LegClient client, Request request, Script script) {
    this.client = client;
    this.request = request;
    this.script = script;
    this.body = new KeptBody(client.limits().maxBodyBytes(), script);
  }

  /**
   * Blocks until the attempt has ended: after the request timeout at the latest, beyond the time
   * that its script takes, and a wait of as long for a place on a connection.
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
    connect();
  }

  private void connect() {
    long connectMillis =
        Math.min(
            client.limits().connectTimeout().toMillis(),
            client.limits().requestTimeout().toMillis());
    timer = client.after(connectMillis, this::noConnection);
    client.connect(request).onComplete(this::connected, cause -> fail(Failures.connecting(cause)));
  }

  /**
   * Where there are connections already, it waits for a place on one: a leg may let few streams.
   */
  private void noConnection() {
    long leftNanos = timeoutNanos() - elapsed();
    if (leftNanos > 0 && client.connections().areAnyShared()) {
      timer = client.after(Math.max(1, leftNanos / 1_000_000), this::noPlace);
    } else {
      fail(Failures.connectTimeout());
    }
  }

  private void noPlace() {
    fail(Failures.noPlace());
  }

  private void connected(HttpClientRequest connected) {
    sending = connected;
    connected.exceptionHandler(cause -> broken(connected, cause));
    if (answer.isDone()) {
      giveUp();
      return;
    }
    boolean reused = client.connections().wasOpen(connected.connection(), sentNanos);
    if (connected.version() == HttpVersion.HTTP_2) {
      // A wait for a place on a connection is lag of the run: it was not sent by then.
      sentNanos += client.connections().waitedNanos(connected.connection(), sentNanos);
    }
    timings.setConnectionReused(reused).setConnectNanos(reused ? 0 : elapsed());
    client.cancel(timer);
    watch();
    try {
      send(connected);
    } catch (IllegalArgumentException e) {
      // A header that the client refuses to write: nothing was sent.
      client.cancel(timer);
      answer.completeExceptionally(e);
      giveUp();
    }
  }

  /** Sets the time at which it is given up. */
  private void watch() {
    client.cancel(timer);
    long nanos = mayLeave() ? Math.min(timeoutNanos(), stayedNanos()) : timeoutNanos();
    timer = client.after(Math.max(1, (nanos - elapsed()) / 1_000_000), this::outOfTime);
  }

  /** The time that production's client took is not the leg's. */
  private long timeoutNanos() {
    return client.limits().requestTimeout().toNanos() + script.plannedNanos();
  }

  private long stayedNanos() {
    return script.stayedNanos().orElse(Long.MAX_VALUE);
  }

  /** Production's client left after some time, unless it had more by then than has come. */
  private boolean mayLeave() {
    return script.enough().isEmpty() || head != null;
  }

  private void send(HttpClientRequest connected) {
    for (Header header : request.getHeadersList()) {
      connected.headers().add(header.getName(), header.getValue());
    }
    connected.response().onComplete(this::responded, cause -> broken(connected, cause));
    if (connected.version() == HttpVersion.HTTP_2) {
      connected.authority(authority(connected.headers()));
    }
    delivery =
        new Delivery(
            client, connected, request, script, () -> timings.setRequestEndNanos(elapsed()));
    delivery.begin();
  }

  /** A Host header is there only if it is to say something else than the target's name. */
  private HostAndPort authority(MultiMap headers) {
    String host = headers.get("host");
    headers.remove("host");
    return host == null ? client.authority() : HostAndPort.parseAuthority(host, -1);
  }

  /**
   * What the leg says that it has not processed is sent anew: that hides no crash. The end of an
   * HTTP/2 connection says so of what came behind the last request (RFC 9113, section 8.7).
   */
  private void broken(HttpClientRequest request, Throwable cause) {
    if (!request.equals(sending) || answer.isDone()) {
      return;
    }
    boolean unprocessed =
        Failures.isUnprocessed(cause) || client.connections().isBehindTheLast(request);
    if (unprocessed && head == null && again < MAX_AGAIN) {
      again++;
      client.cancel(timer);
      if (delivery != null) {
        var _ = delivery.stop();
      }
      delivery = null;
      sending = null;
      connect();
    } else {
      fail(Failures.exchanging(cause));
    }
  }

  private void responded(HttpClientResponse response) {
    timings.setFirstByteNanos(elapsed());
    head = response;
    response.exceptionHandler(cause -> fail(Failures.exchanging(cause)));
    response.handler(this::received);
    response.endHandler(end -> respond(response, body.kept(), Left.LEFT_UNSPECIFIED));
    if (body.isEnough()) {
      leave(response, Left.ENOUGH);
    } else if (script.stayedNanos().isPresent()) {
      watch();
    }
  }

  private void received(Buffer part) {
    if (answer.isDone()) {
      return;
    }
    body.add(part);
    if (body.isEnough() && head != null) {
      leave(head, Left.ENOUGH);
    } else if (delivery != null) {
      delivery.answered(body.messages());
    }
  }

  /** A stream that production's client left is left; what has come is its answer. */
  private void leave(HttpClientResponse response, Left why) {
    if (!answer.isDone()) {
      respond(response, body.keptMessages(why != Left.ENOUGH), why);
      giveUp();
    }
  }

  private void outOfTime() {
    if (script.enough().isPresent() && head != null) {
      leave(head, script.isCounted() ? Left.STALLED : Left.UNCOUNTED);
    } else if (script.enough().isEmpty() && stayedNanos() < timeoutNanos()) {
      fail(Failures.left());
    } else {
      fail(Failures.responseTimeout());
    }
  }

  private void respond(HttpClientResponse response, RawBody content, Left left) {
    if (!answer.isDone()) {
      finish(
          new Answer.Responded(
              sentNanos,
              timings.setLastByteNanos(elapsed()).build(),
              RawResponses.of(response, content),
              left));
    }
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
    if (delivery != null && delivery.stop()) {
      // It was answered before all was said: what is left is not for anybody.
      giveUp();
    }
  }

  /** Closes the connection or the stream, so that an answer under way reaches nobody. */
  private void giveUp() {
    answer.cancel(false);
    if (delivery != null) {
      var _ = delivery.stop();
    }
    if (sending != null) {
      sending.reset(CANCEL);
    }
  }

  private long elapsed() {
    return System.nanoTime() - sentNanos;
  }
}
