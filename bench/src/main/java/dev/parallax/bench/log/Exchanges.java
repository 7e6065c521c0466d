package dev.parallax.bench.log;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Sanitised exchanges of about 2.5 kB, no two alike: a page of a shop, with its pseudonyms. */
final class Exchanges {

  private static final int SESSIONS = 2_000;
  private static final int ITEMS = 8;

  private Exchanges() {}

  static List<Event> make(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long now = System.currentTimeMillis() * 1_000_000;
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(Event.newBuilder().setExchange(exchange(i, now + i * 1_000L, random)).build());
    }
    return events;
  }

  private static Exchange exchange(int number, long startedAtNanos, SplittableRandom random) {
    ByteString body = ByteString.copyFrom(json(random), StandardCharsets.UTF_8);
    Exchange.Builder exchange =
        Exchange.newBuilder()
            .setId("01990000-0000-7000-8000-%012x".formatted(random.nextLong(1L << 48)))
            .setService("shop")
            .setScheme("http")
            .setAuthority("shop.example")
            .setSession("s-%016x".formatted(number % SESSIONS * 0x9E3779B97F4A7C15L))
            .setStartedAtNanos(startedAtNanos)
            .setRequest(
                Request.newBuilder()
                    .setMethod("GET")
                    .setTarget("/orders?page=" + random.nextInt(100))
                    .setProtocol("HTTP/1.1")
                    .addHeaders(header("Host", "shop.example"))
                    .addHeaders(header("Accept", "application/json"))
                    .addHeaders(header("Accept-Language", "en-GB,en;q=0.7"))
                    .addHeaders(header("User-Agent", "Firefox/140 (Linux)"))
                    .addHeaders(header("Cookie", "sid=" + token(random))))
            .setResponse(
                Response.newBuilder()
                    .setStatus(200)
                    .setProtocol("HTTP/1.1")
                    .addHeaders(header("Content-Type", "application/json"))
                    .addHeaders(header("Cache-Control", "no-store"))
                    .addHeaders(header("X-Request-Id", token(random)))
                    .setBody(
                        Body.newBuilder()
                            .setContent(body)
                            .setExtent(Body.Extent.EXTENT_WHOLE)
                            .setLength(body.size())))
            .setTimings(Timings.newBuilder().setLastByteNanos(2_000_000));
    Sanitisation.Builder sanitisation =
        Sanitisation.newBuilder().setPolicyDigest(token(random)).setKeyEpoch("e1");
    for (int i = 0; i < ITEMS; i++) {
      sanitisation.addLeaves(
          Leaf.newBuilder()
              .setLocation("response body /orders/%d/email".formatted(i))
              .setKind("email")
              .setFidelity(Leaf.Fidelity.INJECTIVE));
    }
    return exchange.setSanitisation(sanitisation).build();
  }

  private static String json(SplittableRandom random) {
    StringBuilder json = new StringBuilder("{\"orders\":[");
    for (int i = 0; i < ITEMS; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"id\":\"")
          .append(token(random))
          .append("\",\"name\":\"Brass desk lamp\",\"email\":\"u_")
          .append(token(random), 0, 12)
          .append("@shop.invalid\",\"price\":\"")
          .append(random.nextInt(10_000) / 100.0)
          .append("\",\"paid\":true}");
    }
    return json.append("],\"total\":8}").toString();
  }

  private static String token(SplittableRandom random) {
    return "%016x%016x".formatted(random.nextLong(), random.nextLong());
  }

  private static Header header(String name, String value) {
    return Header.newBuilder().setName(name).setValue(value).build();
  }
}
