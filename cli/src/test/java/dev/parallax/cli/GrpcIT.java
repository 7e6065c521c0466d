package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.parallax.cli.fixture.Certificates;
import dev.parallax.cli.fixture.GrpcEcho;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.proto.Body;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.log.PlxReader;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client and a server of grpc-java with a call of each kind: served, recorded, replayed. */
@Timeout(180)
class GrpcIT {

  private static final String MAIL = "anna.lind@mail.example";
  private static final int SAID = 4;

  @TempDir private Path work;

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void servesRecordsAndReplaysEachKindOfCall(String scheme) throws Exception {
    Path recording = work.resolve("calls.plx");
    Path descriptors = descriptors();
    Certificates authority = Certificates.in(work).issue("proxy", "IP:127.0.0.1");
    try (GrpcEcho server = new GrpcEcho()) {
      String target = "http://127.0.0.1:" + server.port();
      Parallax.RunningProxy proxy =
          Parallax.proxy(work, options(scheme, target, recording, descriptors, authority));
      call(URI.create(proxy.url()), new File(authority.file("ca.pem")));
      assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);

      assertRecorded(recording, scheme);
      Path run = work.resolve("run.plx");
      Processes.Result replay =
          Parallax.run(
              work,
              List.of(
                      "replay",
                      recording.toString(),
                      "--candidate",
                      target,
                      "--safe",
                      "POST /echo.Echo",
                      "--grpc-descriptors",
                      descriptors.toString(),
                      "-o",
                      run.toString())
                  .toArray(String[]::new));
      assertThat(replay.exitCode()).as(replay.err()).isEqualTo(ExitCode.OK);
      assertReplayed(recording, run);
      assertNamesTheDescriptors(run, descriptors);
    }
  }

  private static String[] options(
      String scheme, String target, Path recording, Path descriptors, Certificates authority) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--upstream",
                target,
                "--upstream-protocol",
                "http2",
                "--grpc-descriptors",
                descriptors.toString(),
                "--record-to",
                recording.toString()));
    if (scheme.equals("https")) {
      options.addAll(
          List.of(
              "--tls-cert", authority.file("proxy.pem"), "--tls-key", authority.file("proxy.key")));
    }
    return options.toArray(String[]::new);
  }

  private static void call(URI proxy, File authority) throws Exception {
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress("127.0.0.1", proxy.getPort());
    ManagedChannel channel =
        proxy.getScheme().equals("https")
            ? builder
                .sslContext(GrpcSslContexts.forClient().trustManager(authority).build())
                .build()
            : builder.usePlaintext().build();
    try {
      byte[] said = said(0);
      CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);
      assertThat(ClientCalls.blockingUnaryCall(channel, GrpcEcho.ASK, options, said))
          .isEqualTo(said);
      List<byte[]> watched = new ArrayList<>();
      ClientCalls.blockingServerStreamingCall(channel, GrpcEcho.WATCH, options, said)
          .forEachRemaining(watched::add);
      assertThat(watched)
          .hasSize(GrpcEcho.ANSWERS)
          .allSatisfy(one -> assertThat(one).isEqualTo(said));
      Heard sum = new Heard();
      sayAll(ClientCalls.asyncClientStreamingCall(channel.newCall(GrpcEcho.SUM, options), sum));
      assertThat(sum.all.get(30, TimeUnit.SECONDS)).hasSize(1);
      Heard talk = new Heard();
      sayAll(ClientCalls.asyncBidiStreamingCall(channel.newCall(GrpcEcho.TALK, options), talk));
      assertThat(talk.all.get(30, TimeUnit.SECONDS)).hasSize(SAID);
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private static void sayAll(StreamObserver<byte[]> to) {
    for (int i = 0; i < SAID; i++) {
      to.onNext(said(i));
    }
    to.onCompleted();
  }

  private static void assertRecorded(Path recording, String scheme) throws IOException {
    assertThat(Files.readString(recording, StandardCharsets.ISO_8859_1)).doesNotContain(MAIL);
    Recorded recorded = Recorded.read(recording);
    assertThat(recorded.failures()).isEqualTo(Map.of("NONE", 4));
    Map<String, int[]> said =
        Map.of(
            "/echo.Echo/Ask", new int[] {1, 1},
            "/echo.Echo/Watch", new int[] {1, GrpcEcho.ANSWERS},
            "/echo.Echo/Sum", new int[] {SAID, 1},
            "/echo.Echo/Talk", new int[] {SAID, SAID});
    assertThat(recorded.exchanges())
        .extracting(one -> one.getRequest().getTarget())
        .containsExactlyInAnyOrderElementsOf(said.keySet());
    for (Exchange call : recorded.exchanges()) {
      int[] counts = Objects.requireNonNull(said.get(call.getRequest().getTarget()));
      assertMessages(call, counts[0], counts[1]);
      assertThat(call.getScheme()).isEqualTo(scheme);
      assertThat(call.getRequest().getProtocol()).isEqualTo("HTTP/2");
      assertThat(call.getResponse().getTrailersList())
          .anySatisfy(
              trailer -> {
                assertThat(trailer.getName()).isEqualTo("grpc-status");
                assertThat(trailer.getValue()).isEqualTo("0");
              });
    }
  }

  private static void assertMessages(Exchange call, int said, int heard) {
    Body asked = call.getRequest().getBody();
    Body answered = call.getResponse().getBody();
    assertThat(asked.getMessagesList()).hasSize(said);
    assertThat(answered.getMessagesList()).hasSize(heard);
    for (Body body : List.of(asked, answered)) {
      assertThat(body.getExtent()).isEqualTo(Body.Extent.EXTENT_MESSAGES);
      assertThat(body.getMessagesList())
          .extracting(StreamMessage::getOffsetNanos)
          .isSorted()
          .allMatch(nanos -> nanos > 0);
      assertThat(body.getMessagesList())
          .allSatisfy(
              message -> {
                assertThat(message.getContent().toStringUtf8()).doesNotContain(MAIL);
                assertThat(message.getContent().isEmpty()).isFalse();
                assertThat(message.getLength()).isEqualTo(said(0).length);
              });
    }
  }

  /** A report that is made with others, or none, is another. */
  private void assertNamesTheDescriptors(Path run, Path descriptors) throws Exception {
    String report = work.resolve("report").toString();
    Processes.Result with =
        Parallax.run(
            work,
            "compare",
            run.toString(),
            "--grpc-descriptors",
            descriptors.toString(),
            "--report",
            report);
    Processes.Result without =
        Parallax.run(work, "compare", run.toString(), "--report", report + "-without");

    String digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(descriptors)));
    assertThat(with.err()).isEmpty();
    assertThat(Path.of(report, "report.json")).content().contains(digest);
    assertThat(without.err())
        .contains("was made with the gRPC descriptors of SHA-256 " + digest)
        .hasLineCount(1);
  }

  private static void assertReplayed(Path recording, Path run) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    try (PlxReader reader = PlxReader.open(run)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.hasOutcome()) {
          outcomes.add(event.getOutcome());
        }
      }
    }
    Map<String, Exchange> recorded =
        Recorded.read(recording).exchanges().stream()
            .collect(Collectors.toMap(Exchange::getId, one -> one));
    assertThat(outcomes).hasSizeGreaterThanOrEqualTo(recorded.size());
    for (Outcome outcome : outcomes) {
      Exchange call = Objects.requireNonNull(recorded.get(outcome.getExchange().getId()));
      assertThat(outcome.getResponse().getProtocol()).as(outcome.toString()).isEqualTo("HTTP/2");
      // The server says back what it hears: what was sent is what was recorded.
      assertThat(contents(outcome.getResponse().getBody()))
          .isEqualTo(contents(call.getResponse().getBody()));
    }
  }

  private static List<ByteString> contents(Body body) {
    return body.getMessagesList().stream().map(StreamMessage::getContent).toList();
  }

  /** A message of echo.Said. */
  private static byte[] said(int number) {
    return UnknownFieldSet.newBuilder()
        .addField(1, Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8(MAIL)).build())
        .addField(2, Field.newBuilder().addVarint(number + 1).build())
        .build()
        .toByteArray();
  }

  private Path descriptors() throws IOException {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder()
            .setName("echo.proto")
            .setPackage("echo")
            .setSyntax("proto3")
            .addMessageType(
                DescriptorProto.newBuilder()
                    .setName("Said")
                    .addField(field("mail", 1, FieldDescriptorProto.Type.TYPE_STRING))
                    .addField(field("number", 2, FieldDescriptorProto.Type.TYPE_INT64)));
    ServiceDescriptorProto.Builder service = ServiceDescriptorProto.newBuilder().setName("Echo");
    for (String method : List.of("Ask", "Watch", "Sum", "Talk")) {
      service.addMethod(
          MethodDescriptorProto.newBuilder()
              .setName(method)
              .setInputType(".echo.Said")
              .setOutputType(".echo.Said"));
    }
    FileDescriptorSet set =
        FileDescriptorSet.newBuilder().addFile(file.addService(service)).build();
    return Files.write(work.resolve("echo.pb"), set.toByteArray());
  }

  private static FieldDescriptorProto field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .build();
  }

  /** What a stream said until its end. */
  private static final class Heard implements StreamObserver<byte[]> {

    private final List<byte[]> messages = new ArrayList<>();
    private final CompletableFuture<List<byte[]>> all = new CompletableFuture<>();

    @Override
    public void onNext(byte[] message) {
      messages.add(message);
    }

    @Override
    public void onError(Throwable failure) {
      all.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      all.complete(messages);
    }
  }
}
