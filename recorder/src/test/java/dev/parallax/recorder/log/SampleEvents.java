package dev.parallax.recorder.log;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Events to write and read. */
final class SampleEvents {

  private SampleEvents() {}

  static Event exchange(int number, long startedAtNanos, byte[] body) {
    return Event.newBuilder()
        .setExchange(
            Exchange.newBuilder()
                .setId("exchange-" + number)
                .setAuthority("shop.example")
                .setStartedAtNanos(startedAtNanos)
                .setRequest(Request.newBuilder().setMethod("GET").setTarget("/users/" + number))
                .setResponse(
                    Response.newBuilder()
                        .setStatus(200)
                        .setBody(Body.newBuilder().setContent(ByteString.copyFrom(body)))))
        .build();
  }

  /** One that starts {@code number} nanoseconds after the epoch, with a body of random bytes. */
  static Event exchange(int number, RandomGenerator random, int maxBodyBytes) {
    byte[] body = new byte[random.nextInt(maxBodyBytes)];
    random.nextBytes(body);
    return exchange(number, number, body);
  }

  static Event ledger(long sequence) {
    return Event.newBuilder().setLedger(LedgerEntry.newBuilder().setSequence(sequence)).build();
  }

  /** Writes blocks of so many events each, and closes. */
  static void write(Path file, List<List<Event>> blocks) throws IOException {
    try (PlxWriter writer = PlxWriter.create(file)) {
      for (List<Event> block : blocks) {
        for (Event event : block) {
          writer.append(Harmless.reread(event));
        }
        writer.flush();
      }
    }
  }

  static List<Event> readAll(EventReader reader) throws IOException {
    List<Event> events = new ArrayList<>();
    @Nullable Event event = reader.next();
    while (event != null) {
      events.add(event);
      event = reader.next();
    }
    return events;
  }
}
