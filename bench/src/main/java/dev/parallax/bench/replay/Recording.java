package dev.parallax.bench.replay;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Sanitised exchanges of a {@link Shop}, the same ones each time: 500 sessions at a time, 2,000
 * requests a second. They are made as they are asked for.
 */
final class Recording implements Iterator<Exchange> {

  private static final int SESSIONS_AT_A_TIME = 500;
  private static final long GAP_NANOS = 500_000;
  private static final long FIRST_NANOS =
      Instant.parse("2026-11-26T12:00:00Z").getEpochSecond() * 1_000_000_000L;
  private static final String HOST = "shop.example";

  private final int count;
  private final ArrayDeque<Exchange> ready = new ArrayDeque<>();
  private int made;

  Recording(int count) {
    this.count = count;
  }

  /** Writes so many into a capture file. */
  static void write(Path file, int count) throws IOException {
    try (PlxWriter writer = PlxWriter.create(file)) {
      Recording recording = new Recording(count);
      while (recording.hasNext()) {
        writer.append(Harmless.reread(Event.newBuilder().setExchange(recording.next()).build()));
      }
    }
  }

  /** The first ones, in memory. */
  static List<Exchange> first(int count) {
    List<Exchange> exchanges = new ArrayList<>();
    new Recording(count).forEachRemaining(exchanges::add);
    return exchanges;
  }

  @Override
  public boolean hasNext() {
    return made < count;
  }

  @Override
  public Exchange next() {
    if (ready.isEmpty()) {
      makeWave();
    }
    made++;
    return ready.remove();
  }

  /** All first visits, then all second ones, and so on. */
  private void makeWave() {
    int firstSession = made / Shop.STEPS;
    List<List<Shop.Visit>> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS_AT_A_TIME; i++) {
      sessions.add(new Shop(firstSession + i).session());
    }
    for (int step = 0; step < Shop.STEPS; step++) {
      for (int i = 0; i < SESSIONS_AT_A_TIME; i++) {
        String cookie = sessions.get(i).getFirst().cookie();
        ready.add(
            exchange(firstSession + i, made + ready.size(), sessions.get(i).get(step), cookie));
      }
    }
  }

  private static Exchange exchange(int session, int number, Shop.Visit visit, String cookie) {
    Request.Builder request =
        Request.newBuilder()
            .setMethod("GET")
            .setTarget(visit.target())
            .setProtocol("HTTP/1.1")
            .addHeaders(header("Host", HOST))
            .addHeaders(header("Accept", "application/json"))
            .addHeaders(header("Accept-Encoding", "gzip, br"))
            .addHeaders(header("Accept-Language", "en-GB,en;q=0.7"))
            .addHeaders(header("User-Agent", "Firefox/140 (Linux)"));
    Response.Builder response =
        Response.newBuilder()
            .setStatus(200)
            .setReason("OK")
            .setProtocol("HTTP/1.1")
            .addHeaders(header("Content-Type", "application/json"))
            .addHeaders(header("Cache-Control", "no-store"))
            .setBody(body(visit.body()));
    if (visit.cookie().isEmpty()) {
      request.addHeaders(header("Cookie", "sid=" + cookie));
    } else {
      response.addHeaders(header("Set-Cookie", "sid=" + cookie + "; Path=/; HttpOnly"));
    }
    return Exchange.newBuilder()
        .setId("01990000-0000-7000-8000-%012x".formatted(number))
        .setService("shop")
        .setScheme("http")
        .setAuthority(HOST)
        .setSession("s-%016x".formatted(session * 0x9E3779B97F4A7C15L))
        .setStartedAtNanos(FIRST_NANOS + number * GAP_NANOS)
        .setRequest(request)
        .setResponse(response)
        .setTimings(Timings.newBuilder().setFirstByteNanos(1_900_000).setLastByteNanos(2_000_000))
        .setSanitisation(
            Sanitisation.newBuilder()
                .setKeyEpoch("e1")
                .addLeaves(leaf("request header cookie sid"))
                .addLeaves(leaf("response body /customerId"))
                .addLeaves(leaf("response body /id")))
        .build();
  }

  private static Leaf leaf(String location) {
    return Leaf.newBuilder()
        .setLocation(location)
        .setKind("id")
        .setFidelity(Leaf.Fidelity.INJECTIVE)
        .build();
  }

  private static Body body(String json) {
    ByteString content = ByteString.copyFrom(json, StandardCharsets.UTF_8);
    return Body.newBuilder()
        .setContent(content)
        .setExtent(Body.Extent.EXTENT_WHOLE)
        .setLength(content.size())
        .setDecodedLength(content.size())
        .setContentType("application/json")
        .build();
  }

  private static Header header(String name, String value) {
    return Header.newBuilder().setName(name).setValue(value).build();
  }
}
