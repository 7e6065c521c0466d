package dev.parallax.replayer.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leg;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.plan.Script;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.wire.TargetProtocol;
import dev.parallax.replayer.wire.Wire;
import io.grpc.Metadata;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of each kind, to a real server. */
@Timeout(60)
final class GrpcLegIT {

  private static final Speed AT_ONCE = new Speed.Max();
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 4, 4096);

  private EchoServer server;
  private LegClient client;

  @BeforeEach
  void start() throws IOException {
    server = new EchoServer();
    client = new LegClient(target(), Wire.usual(), LIMITS);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void callsAndKeepsTheStatusBehindTheAnswer() throws Exception {
    RawResponse response = call("One", AT_ONCE, List.of(said(3, "one")));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.protocol()).isEqualTo("HTTP/2");
    assertThat(response.reason()).isEmpty();
    assertThat(messages(response)).containsExactly("echo one");
    assertThat(response.trailers()).contains(new RawHeader("grpc-status", "0"));
    assertThat(response.headers()).extracting(RawHeader::name).doesNotContain(":status");
  }

  @Test
  void saysWhoAsksAndHowLongItMayTake() throws Exception {
    var _ =
        call(
            "One",
            AT_ONCE,
            List.of(said(0, "one")),
            Recorded.header("grpc-timeout", "7S"),
            Recorded.header("grpc-encoding", "gzip"));

    Metadata head = server.headers().getFirst();
    assertThat(value(head, "x-parallax-run")).isEqualTo("run-1");
    assertThat(value(head, "grpc-timeout")).isNotNull();
    assertThat(value(head, "grpc-encoding")).isNull();
    assertThat(value(head, "grpc-accept-encoding")).isEqualTo("identity");
  }

  @Test
  void sendsEachMessageOfAClientsStreamThenHalfCloses() throws Exception {
    RawResponse response =
        call("Gather", AT_ONCE, List.of(said(0, "a"), said(5, ""), said(9, "c".repeat(70_000))));

    assertThat(server.came())
        .extracting(EchoServer.Came::text)
        .containsExactly("a", "", "c".repeat(70_000), "half-closed");
    assertThat(messages(response)).containsExactly("end");
  }

  @Test
  void sendsNoMessageBeforeItsTime() throws Exception {
    var _ =
        call("Gather", new Speed.Times(2), List.of(said(0, "a"), said(300, "b"), said(700, "c")));

    assertThat(server.came()).extracting(EchoServer.Came::text).startsWith("a", "b", "c");
    assertThat(sinceTheFirst(1)).isGreaterThan(Duration.ofMillis(100));
    assertThat(sinceTheFirst(2)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void sendsNoMessageBeforeTheAnswersThatItsClientHad() throws Exception {
    RawResponse response =
        call(
            "Talk",
            AT_ONCE,
            List.of(said(0, "a"), said(20, "b"), said(40, "c")),
            answered(10),
            answered(30));

    assertThat(server.came())
        .extracting(EchoServer.Came::text)
        .startsWith("a", "answered a", "b", "answered b", "c");
    assertThat(messages(response)).containsExactly("a", "b", "c", "end");
  }

  @Test
  void goesOnAfterAWhileWhereAnswersDoNotCome() throws Exception {
    RawResponse response =
        call(
            "Talk",
            AT_ONCE,
            List.of(said(0, "quiet a"), said(20, "quiet b"), said(40, "quiet c")),
            answered(10),
            answered(30));

    assertThat(server.came())
        .extracting(EchoServer.Came::text)
        .containsExactly("quiet a", "quiet b", "quiet c", "half-closed");
    assertThat(sinceTheFirst(1)).isGreaterThan(Duration.ofSeconds(4));
    assertThat(messages(response)).containsExactly("end");
  }

  /** Neither side would say the first word if the call were not begun. */
  @Test
  void beginsACallWhoseClientWaitsForTheServersFirstWord() throws Exception {
    RawResponse response = call("Greet", AT_ONCE, List.of(said(20, "whom I heard")), answered(10));

    assertThat(server.came())
        .extracting(EchoServer.Came::text)
        .containsExactly("greeted", "whom I heard", "half-closed");
    assertThat(messages(response)).containsExactly("hello", "end");
  }

  @Test
  void endsItsSideAfterTheAnswersThatItsClientHad() throws Exception {
    RawResponse response =
        respond(ended(40, exchange("Talk", List.of(said(0, "a")), answered(10))), AT_ONCE);

    assertThat(server.came())
        .extracting(EchoServer.Came::text)
        .containsExactly("a", "answered a", "half-closed");
    assertThat(messages(response)).containsExactly("a", "end");
  }

  @Test
  void endsItsSideNotBeforeItsTime() throws Exception {
    Exchange exchange = ended(600, exchange("Gather", List.of(said(0, "a"), said(1, "b"))));

    Answer answer = answer(exchange, new Speed.Times(2));

    assertThat(server.came())
        .extracting(EchoServer.Came::text)
        .containsExactly("a", "b", "half-closed");
    assertThat(Duration.ofNanos(answer.timings().getRequestEndNanos()))
        .isGreaterThan(Duration.ofMillis(290));
  }

  private static Exchange ended(long millis, Exchange exchange) {
    Exchange.Builder ended = exchange.toBuilder();
    ended.getTimingsBuilder().setRequestEndNanos(millis * 1_000_000);
    return ended.build();
  }

  @Test
  void endsAStreamWhereProductionsClientLeftIt() throws Exception {
    Exchange left =
        exchange("Many", List.of(said(0, "tick")), answered(1), answered(2), answered(3))
            .toBuilder()
            .setFailure(Failure.newBuilder().setKind(Failure.Kind.CLIENT_ABORTED))
            .build();

    RawResponse response = respond(left, AT_ONCE);

    assertThat(messages(response)).containsExactly("tick", "tick", "tick");
    assertThat(response.body().truncated()).isFalse();
    assertThat(server.cancelled().await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsWhenItIsAnsweredBeforeAllIsSaid() throws Exception {
    RawResponse response =
        call("Refuse", new Speed.Times(1), List.of(said(0, "a"), said(3_600_000, "in an hour")));

    assertThat(RawHeader.first(all(response), "grpc-status")).contains("3");
  }

  @Test
  void sendsNothingWhereNothingWasSaid() throws Exception {
    assertThat(messages(call("Gather", AT_ONCE, List.of()))).containsExactly("end");
  }

  private RawResponse call(
      String method, Speed speed, List<StreamMessage> said, StreamMessage... answered)
      throws Exception {
    return respond(exchange(method, said, answered), speed);
  }

  private RawResponse call(String method, Speed speed, List<StreamMessage> said, Header... more)
      throws Exception {
    Exchange.Builder exchange = exchange(method, said).toBuilder();
    exchange.getRequestBuilder().addAllHeaders(List.of(more));
    return respond(exchange.build(), speed);
  }

  private RawResponse call(String method, Speed speed, List<StreamMessage> said) throws Exception {
    return respond(exchange(method, said), speed);
  }

  private static Exchange exchange(
      String method, List<StreamMessage> said, StreamMessage... answered) {
    return Recorded.answering(
        Recorded.exchange(
            "a",
            "s",
            0,
            1,
            Recorded.grpc("/echo.Echo/" + method, said.toArray(StreamMessage[]::new))),
        "application/grpc",
        answered);
  }

  private RawResponse respond(Exchange exchange, Speed speed) throws InterruptedException {
    Answer answer = answer(exchange, speed);
    assertThat(answer).isInstanceOf(Answer.Responded.class);
    return ((Answer.Responded) answer).response();
  }

  private Answer answer(Exchange exchange, Speed speed) throws InterruptedException {
    return client
        .send(
            StagingRequest.of(exchange, target(), TargetProtocol.AUTO, "run-1"),
            Script.of(exchange, Recorded.pace(speed)))
        .await();
  }

  private Target target() {
    return new Target(
        Leg.CANDIDATE,
        false,
        "localhost",
        server.port(),
        "",
        Optional.of(InetAddress.getLoopbackAddress()));
  }

  private Duration sinceTheFirst(int message) {
    return Duration.ofNanos(
        server.came().get(message).afterNanos() - server.came().getFirst().afterNanos());
  }

  private static StreamMessage said(long offsetMillis, String text) {
    return Recorded.message(offsetMillis, StringValue.of(text).toByteString())
        .setFromClient(true)
        .build();
  }

  private static StreamMessage answered(long offsetMillis) {
    return Recorded.answered(offsetMillis, "whatever");
  }

  private static @Nullable String value(Metadata head, String name) {
    return head.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  private static List<RawHeader> all(RawResponse response) {
    List<RawHeader> all = new ArrayList<>(response.headers());
    all.addAll(response.trailers());
    return all;
  }

  /** Each message, none compressed. */
  private static List<String> messages(RawResponse response) throws InvalidProtocolBufferException {
    RawBody body = response.body();
    ByteBuffer left = ByteBuffer.wrap(body.content());
    List<String> messages = new ArrayList<>();
    while (left.hasRemaining()) {
      assertThat(left.get()).isZero();
      byte[] message = new byte[left.getInt()];
      left.get(message);
      messages.add(StringValue.parseFrom(ByteString.copyFrom(message)).getValue());
    }
    return messages;
  }
}
