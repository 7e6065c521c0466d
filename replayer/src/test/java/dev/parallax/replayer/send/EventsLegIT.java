package dev.parallax.replayer.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome.Left;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.StagingServer;
import dev.parallax.replayer.plan.Script;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.wire.TargetProtocol;
import dev.parallax.replayer.wire.Wire;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of events whose server never ends them. */
@Timeout(60)
final class EventsLegIT {

  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 4, 4096);
  private static final Limits IMPATIENT =
      new Limits(Duration.ofMillis(500), Duration.ofSeconds(20), 4, 4096);

  private static final Limits PATIENT =
      new Limits(Duration.ofHours(1), Duration.ofSeconds(20), 4, 4096);

  private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch left = new CountDownLatch(1);
  private final StagingServer server = new StagingServer(new HttpServerOptions(), this::stream);

  @AfterEach
  void stop() {
    server.close();
  }

  /**
   * What is behind the last event that counts came in the same part, or did not: it is no matter.
   */
  @ParameterizedTest
  @EnumSource(
      value = TargetProtocol.class,
      names = {"HTTP1", "HTTP2"})
  void endWhereProductionsClientLeft(TargetProtocol protocol) throws Exception {
    RawResponse response = respond(left(2), protocol, LIMITS);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body().content()).asString().isEqualTo("data: 1\n\n: hm\ndata: 2\n\n");
    assertThat(response.body().length()).isEqualTo(response.body().content().length);
    assertThat(response.body().truncated()).isFalse();
    assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(requests.getFirst().getHeader("accept-encoding")).isEqualTo("identity");
  }

  @Test
  void endAtOnceWhereProductionsClientHadNone() throws Exception {
    assertThat(respond(left(0), TargetProtocol.AUTO, LIMITS).body().content()).isEmpty();
    assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void areAnswersWhenTheTimeIsUpIfProductionsClientLeft() throws Exception {
    RawResponse response = respond(left(9), TargetProtocol.AUTO, IMPATIENT);

    assertThat(response.body().content())
        .asString()
        .isEqualTo("data: 1\n\n: hm\ndata: 2\n\ndata: 3\n\n");
    assertThat(response.body().truncated()).isTrue();
    assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void areStalledIfFewerCameThanProductionsClientHad() throws Exception {
    assertThat(responded(left(9), TargetProtocol.AUTO, IMPATIENT).left()).isEqualTo(Left.STALLED);
    assertThat(responded(left(3), TargetProtocol.AUTO, IMPATIENT).left()).isEqualTo(Left.ENOUGH);
  }

  /** The timeout is an hour. */
  @Test
  void endWhenProductionsClientLeftIfItIsNotKnownWhatItHad() throws Exception {
    Exchange.Builder exchange = left(0).toBuilder();
    exchange.getResponseBuilder().getBodyBuilder().clear().setLength(9);
    exchange.getTimingsBuilder().setLastByteNanos(500_000_000);

    Answer.Responded answer = responded(exchange.build(), TargetProtocol.AUTO, PATIENT);

    assertThat(answer.response().body().content()).asString().startsWith("data: 1\n\n");
    assertThat(answer.response().body().truncated()).isTrue();
    assertThat(answer.left()).isEqualTo(Left.UNCOUNTED);
  }

  @Test
  void areLeftAsProductionsClientDidThatHadNoAnswer() throws Exception {
    Exchange.Builder exchange = left(0).toBuilder().clearResponse();
    exchange.getRequestBuilder().setTarget("/silent");
    exchange.getTimingsBuilder().setLastByteNanos(100_000_000);

    Answer answer = send(exchange.build(), TargetProtocol.AUTO, PATIENT);

    assertThat(((Answer.Failed) answer).failure().getKind()).isEqualTo(Failure.Kind.CLIENT_ABORTED);
    assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void areTimeoutsIfProductionEndedThem() throws Exception {
    Answer answer = send(events(3), TargetProtocol.AUTO, IMPATIENT);

    assertThat(((Answer.Failed) answer).failure().getKind())
        .isEqualTo(Failure.Kind.RESPONSE_TIMEOUT);
  }

  private void stream(HttpServerRequest request) {
    requests.add(request);
    request.connection().closeHandler(gone -> left.countDown());
    if (request.uri().equals("/silent")) {
      return;
    }
    request.response().exceptionHandler(gone -> left.countDown());
    request.response().closeHandler(gone -> left.countDown());
    request
        .response()
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .write("data: 1\n\n: hm\ndata: 2\n\ndata: 3\n\ndata: 4");
  }

  private RawResponse respond(Exchange exchange, TargetProtocol protocol, Limits limits)
      throws InterruptedException {
    return responded(exchange, protocol, limits).response();
  }

  private Answer.Responded responded(Exchange exchange, TargetProtocol protocol, Limits limits)
      throws InterruptedException {
    Answer answer = send(exchange, protocol, limits);
    assertThat(answer).isInstanceOf(Answer.Responded.class);
    return (Answer.Responded) answer;
  }

  private Answer send(Exchange exchange, TargetProtocol protocol, Limits limits)
      throws InterruptedException {
    Target target =
        new Target(
            Leg.CANDIDATE,
            false,
            "localhost",
            server.uri().getPort(),
            "",
            Optional.of(InetAddress.getLoopbackAddress()));
    Wire wire = new Wire(protocol, Wire.usual().tls());
    try (LegClient client = new LegClient(target, wire, limits)) {
      return client
          .send(
              StagingRequest.of(exchange, target, protocol, "run-1"),
              Script.of(exchange, Recorded.pace(new Speed.Max())))
          .await();
    }
  }

  private static Exchange left(int events) {
    return events(events).toBuilder()
        .setFailure(Failure.newBuilder().setKind(Failure.Kind.CLIENT_ABORTED))
        .build();
  }

  private static Exchange events(int count) {
    StreamMessage[] answered = new StreamMessage[count];
    for (int i = 0; i < count; i++) {
      answered[i] = Recorded.answered(i, "" + i);
    }
    Exchange.Builder exchange =
        Recorded.answering(Recorded.get("a", "/events"), "text/event-stream", answered).toBuilder();
    exchange.getRequestBuilder().addHeaders(Recorded.header("Accept-Encoding", "gzip"));
    return exchange.build();
  }
}
