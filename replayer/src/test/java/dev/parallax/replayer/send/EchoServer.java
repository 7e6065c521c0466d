package dev.parallax.replayer.send;

import com.google.protobuf.StringValue;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A leg that speaks gRPC, in all four kinds of calls; says what came, and when. */
final class EchoServer implements AutoCloseable {

  /** {@code text} came, so long after the call. */
  record Came(String text, long afterNanos) {}

  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final List<Came> came = new CopyOnWriteArrayList<>();
  private final List<Metadata> headers = new CopyOnWriteArrayList<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final Server server;
  private volatile long calledNanos;

  EchoServer() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(ServerInterceptors.intercept(service(), new Heard()))
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  /** What came, in order. */
  List<Came> came() {
    return came;
  }

  /** Of each call. */
  List<Metadata> headers() {
    return headers;
  }

  /** Counts down when a client has left a call. */
  CountDownLatch cancelled() {
    return cancelled;
  }

  @Override
  public void close() {
    server.shutdownNow();
    later.shutdownNow();
  }

  private ServerServiceDefinition service() {
    return ServerServiceDefinition.builder("echo.Echo")
        .addMethod(method("One", MethodType.UNARY), ServerCalls.asyncUnaryCall(this::one))
        .addMethod(
            method("Many", MethodType.SERVER_STREAMING),
            ServerCalls.asyncServerStreamingCall(this::many))
        .addMethod(
            method("Gather", MethodType.CLIENT_STREAMING),
            ServerCalls.asyncClientStreamingCall(answer -> new Gather(answer, false)))
        .addMethod(
            method("Talk", MethodType.BIDI_STREAMING),
            ServerCalls.asyncBidiStreamingCall(answer -> new Gather(answer, true)))
        .addMethod(
            method("Greet", MethodType.BIDI_STREAMING),
            ServerCalls.asyncBidiStreamingCall(this::greet))
        .addMethod(
            method("Refuse", MethodType.BIDI_STREAMING),
            ServerCalls.asyncBidiStreamingCall(Refuse::new))
        .build();
  }

  private void one(StringValue asked, StreamObserver<StringValue> answer) {
    came(asked);
    answer.onNext(StringValue.of("echo " + asked.getValue()));
    answer.onCompleted();
  }

  /** Answers every few milliseconds, for ever. */
  private void many(StringValue asked, StreamObserver<StringValue> answer) {
    came(asked);
    var call = (ServerCallStreamObserver<StringValue>) answer;
    var ticks = later.scheduleWithFixedDelay(() -> call.onNext(asked), 0, 5, TimeUnit.MILLISECONDS);
    call.setOnCancelHandler(
        () -> {
          ticks.cancel(false);
          cancelled.countDown();
        });
  }

  /** Has the first word, somewhat later. */
  private StreamObserver<StringValue> greet(StreamObserver<StringValue> answer) {
    var _ =
        later.schedule(
            () -> {
              came(StringValue.of("greeted"));
              answer.onNext(StringValue.of("hello"));
            },
            50,
            TimeUnit.MILLISECONDS);
    return new Gather(answer, false);
  }

  private void came(StringValue text) {
    came.add(new Came(text.getValue(), System.nanoTime() - calledNanos));
  }

  /** Answers at the end, or each message somewhat later. */
  private final class Gather implements StreamObserver<StringValue> {

    private final StreamObserver<StringValue> answer;
    private final boolean each;

    Gather(StreamObserver<StringValue> answer, boolean each) {
      this.answer = answer;
      this.each = each;
    }

    @Override
    public void onNext(StringValue said) {
      came(said);
      if (each && !said.getValue().startsWith("quiet")) {
        var _ =
            later.schedule(
                () -> {
                  came(StringValue.of("answered " + said.getValue()));
                  answer.onNext(said);
                },
                50,
                TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public void onError(Throwable left) {
      cancelled.countDown();
    }

    @Override
    public void onCompleted() {
      came(StringValue.of("half-closed"));
      var _ =
          later.schedule(
              () -> {
                answer.onNext(StringValue.of("end"));
                answer.onCompleted();
              },
              100,
              TimeUnit.MILLISECONDS);
    }
  }

  /** Ends the call at its first message. */
  private record Refuse(StreamObserver<StringValue> answer) implements StreamObserver<StringValue> {

    @Override
    public void onNext(StringValue said) {
      answer.onError(Status.INVALID_ARGUMENT.withDescription("no").asException());
    }

    @Override
    public void onError(Throwable left) {}

    @Override
    public void onCompleted() {}
  }

  private final class Heard implements ServerInterceptor {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata head, ServerCallHandler<Q, A> next) {
      calledNanos = System.nanoTime();
      headers.add(head);
      return next.startCall(call, head);
    }
  }

  private static MethodDescriptor<StringValue, StringValue> method(String name, MethodType type) {
    return MethodDescriptor.newBuilder(new Texts(), new Texts())
        .setType(type)
        .setFullMethodName("echo.Echo/" + name)
        .build();
  }

  private static final class Texts implements MethodDescriptor.Marshaller<StringValue> {

    @Override
    public InputStream stream(StringValue value) {
      return value.toByteString().newInput();
    }

    @Override
    public StringValue parse(InputStream stream) {
      try {
        return StringValue.parseFrom(stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
