package dev.parallax.recorder.log.spool;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Events for spools, and spools as processes leave them behind. */
final class SpoolFixture {

  private SpoolFixture() {}

  static String id(int number) {
    return "exchange-" + number;
  }

  static long startNanos(int number) {
    return 1_000_000L * (1 + number);
  }

  static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(SpoolFixture::id).toList();
  }

  static Sanitised<Event> exchange(int number, byte[] body) {
    return Harmless.reread(
        Event.newBuilder()
            .setExchange(
                Exchange.newBuilder()
                    .setId(id(number))
                    .setStartedAtNanos(startNanos(number))
                    .setRequest(Request.newBuilder().setMethod("GET").setTarget("/items"))
                    .setResponse(
                        Response.newBuilder()
                            .setBody(Body.newBuilder().setContent(ByteString.copyFrom(body)))))
            .build());
  }

  /** With a body that does not compress. */
  static Sanitised<Event> exchange(int number, int bodyBytes, RandomGenerator random) {
    byte[] body = new byte[bodyBytes];
    random.nextBytes(body);
    return exchange(number, body);
  }

  /** Appends exchanges of those numbers; counts what is kept. */
  static AtomicInteger append(SpooledLog log, int from, int to) throws IOException {
    AtomicInteger kept = new AtomicInteger();
    for (int i = from; i < to; i++) {
      log.append(exchange(i, new byte[10]), ok -> kept.addAndGet(ok ? 1 : 0));
    }
    return kept;
  }

  static void awaitEmpty(SpooledLog log) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> log.counts().bytes() == 0 && log.counts().exchanges() == 0);
  }

  /** What a process that is killed now leaves: its files as they are. */
  static Path killed(Path directory, Path copy) throws IOException {
    Files.createDirectories(copy);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  /** The files of a spool that hold events, oldest first. */
  static List<Path> segments(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .flatMap(file -> Segment.of(file).stream())
          .sorted(Segment.IN_ORDER)
          .map(Segment::file)
          .toList();
    }
  }
}
