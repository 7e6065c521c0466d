package dev.parallax.bench.sanitise;

import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.RawRoute;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Kinds of exchanges, made up at random. No body comes again but those of {@link #SAME}. */
enum Traffic {
  SAME("POST 1 KiB, answered by 1 KiB, all the same"),
  POST_1K("POST 1 KiB, answered by 1 KiB, values repeat"),
  GET_1K("GET with cookies and token, answered by 1 KiB"),
  JSON_16K("GET, answered by 16 KiB, values repeat"),
  FRESH_16K("GET, answered by 16 KiB, no value repeats"),
  FORM("POST a form, answered by 1 KiB");

  private static final int EXCHANGES = 512;

  /** Different customers and orders. The more often one is met, the lower its number (Zipf). */
  private static final int VALUES = 2000;

  private static final String[] THINGS = {
    "Brass desk lamp", "Oak shelf", "Linen napkins, set of four", "Enamel mug", "Wool throw"
  };

  private final String title;

  Traffic(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  List<RawExchange> exchanges(RandomGenerator random) {
    List<RawExchange> exchanges = new ArrayList<>();
    for (int i = 0; i < EXCHANGES; i++) {
      exchanges.add(this == SAME && i > 0 ? exchanges.getFirst() : exchange(random));
    }
    return exchanges;
  }

  private RawExchange exchange(RandomGenerator random) {
    String body = this == JSON_16K || this == FRESH_16K ? orders(random, 128) : orders(random, 8);
    return new RawExchange(
        "0190a1b2-0000-7000-8000-%012x".formatted(random.nextLong() >>> 16),
        Instant.ofEpochSecond(1_760_000_000L + random.nextInt(1_000_000)),
        "https",
        "shop.example",
        "10.0.%d.%d".formatted(rank(random) / 250, rank(random) % 250),
        request(random),
        new RawResponse(200, "OK", "HTTP/1.1", answer(body), whole(body), List.of()),
        null,
        Timings.newBuilder().setFirstByteNanos(900_000).setLastByteNanos(1_000_000).build(),
        new RawRoute("shop:80", 1));
  }

  private RawRequest request(RandomGenerator random) {
    return switch (this) {
      case SAME, POST_1K -> post("/api/orders?page=2", "application/json", orders(random, 8));
      case FORM ->
          post(
              "/checkout",
              "application/x-www-form-urlencoded",
              "email=user%d%%40shop.example&name=Ada+%d&qty=2&order=%d&note=at+the+door"
                  .formatted(rank(random), rank(random), 48_210_000 + rank(random)));
      case GET_1K, JSON_16K, FRESH_16K ->
          new RawRequest(
              "GET",
              "/api/customers/%d/orders?page=2&q=lamp".formatted(48_210_000 + rank(random)),
              "HTTP/1.1",
              browser(random),
              RawBody.none(),
              List.of());
    };
  }

  private static RawRequest post(String target, String type, String body) {
    List<RawHeader> headers =
        List.of(
            new RawHeader("Host", "shop.example"),
            new RawHeader("User-Agent", "okhttp/4.12.0"),
            new RawHeader("Accept", "*/*"),
            new RawHeader("Content-Type", type),
            new RawHeader("Content-Length", Integer.toString(body.length())));
    return new RawRequest("POST", target, "HTTP/1.1", headers, whole(body), List.of());
  }

  private static List<RawHeader> browser(RandomGenerator random) {
    int user = rank(random);
    return List.of(
        new RawHeader("Host", "shop.example"),
        new RawHeader(
            "User-Agent",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/126.0.0.0 Safari/537.36"),
        new RawHeader("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"),
        new RawHeader("Accept-Language", "de-DE,de;q=0.9,en-US;q=0.8"),
        new RawHeader("Accept-Encoding", "gzip, deflate, br, zstd"),
        new RawHeader("Referer", "https://shop.example/orders"),
        new RawHeader("Cookie", "sid=%08x-session; theme=dark; _ga=GA1.2.%d".formatted(user, user)),
        new RawHeader("Authorization", "Bearer sk_%016x".formatted(user * 0x9E37_79B9_7F4A_7C15L)),
        new RawHeader("X-Request-Id", "%016x".formatted(random.nextLong())),
        new RawHeader("Sec-Fetch-Mode", "cors"),
        new RawHeader("Connection", "keep-alive"));
  }

  private static List<RawHeader> answer(String body) {
    return List.of(
        new RawHeader("Server", "nginx/1.25.3"),
        new RawHeader("Date", "Wed, 21 Oct 2026 07:28:00 GMT"),
        new RawHeader("Content-Type", "application/json"),
        new RawHeader("Content-Length", Integer.toString(body.length())),
        new RawHeader("Connection", "keep-alive"),
        new RawHeader("Cache-Control", "no-store"),
        new RawHeader("Vary", "Accept-Encoding"));
  }

  private String orders(RandomGenerator random, int count) {
    StringBuilder json = new StringBuilder("{\"orders\":[");
    for (int i = 0; i < count; i++) {
      long user = this == FRESH_16K ? random.nextInt(900_000_000) : rank(random);
      long order = this == FRESH_16K ? random.nextInt(40_000_000) : rank(random);
      json.append(i == 0 ? "" : ",")
          .append("{\"id\":")
          .append(48_210_000 + order)
          .append(",\"name\":\"")
          .append(THINGS[random.nextInt(THINGS.length)])
          .append(this == FRESH_16K ? " " + user : "")
          .append("\",\"email\":\"user")
          .append(user)
          .append("@shop.example\",\"price\":\"")
          .append(order % 300)
          .append(".90\",\"paid\":true}");
    }
    return json.append("],\"total\":8,\"note\":\"leave at the door\"}").toString();
  }

  private static int rank(RandomGenerator random) {
    return (int) Math.pow(VALUES, random.nextDouble()) - 1;
  }

  private static RawBody whole(String body) {
    return RawBody.whole(body.getBytes(StandardCharsets.UTF_8));
  }
}
