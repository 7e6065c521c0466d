package dev.parallax.bench.recorder;

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
import java.util.random.RandomGeneratorFactory;

/** Kinds of exchanges, made up at random. No body comes again but where all are the same. */
public enum Traffic {
  JSON_1K_REPEAT(Form.ANSWER, 1, Values.REPEAT),
  JSON_1K_FRESH(Form.ANSWER, 1, Values.FRESH),
  JSON_4K_REPEAT(Form.ANSWER, 4, Values.REPEAT),
  JSON_4K_FRESH(Form.ANSWER, 4, Values.FRESH),
  JSON_16K_SAME(Form.ANSWER, 16, Values.SAME),
  JSON_16K_REPEAT(Form.ANSWER, 16, Values.REPEAT),
  JSON_16K_FRESH(Form.ANSWER, 16, Values.FRESH),
  POST_SAME(Form.POST, 1, Values.SAME),
  POST_REPEAT(Form.POST, 1, Values.REPEAT),
  POST_FRESH(Form.POST, 1, Values.FRESH),
  BROWSER_REPEAT(Form.BROWSER, 1, Values.REPEAT),
  FORM_REPEAT(Form.SUBMIT, 1, Values.REPEAT);

  enum Form {
    ANSWER("GET, answered by %d KiB"),
    POST("POST %d KiB, answered by as much"),
    BROWSER("GET with cookies and token, answered by %d KiB"),
    SUBMIT("POST a form, answered by %d KiB");

    private final String title;

    Form(String title) {
      this.title = title;
    }
  }

  enum Values {
    SAME("all the same"),
    REPEAT("values repeat"),
    FRESH("no value repeats");

    private final String title;

    Values(String title) {
      this.title = title;
    }
  }

  /** Different customers and orders. The more often one is met, the lower its number (Zipf). */
  private static final int VALUES = 2000;

  private static final String[] THINGS = {
    "Brass desk lamp", "Oak shelf", "Linen napkins, set of four", "Enamel mug", "Wool throw"
  };

  private final Form form;
  private final int kib;
  private final Values values;

  Traffic(Form form, int kib, Values values) {
    this.form = form;
    this.kib = kib;
    this.values = values;
  }

  String title() {
    return form.title.formatted(kib) + ", " + values.title;
  }

  /**
   * @param seed other ones for other exchanges, unless all are the same
   * @param bodyBytes of all together, about
   */
  List<RawExchange> exchanges(long seed, long bodyBytes) {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(values == Values.SAME ? 1 : seed);
    List<RawExchange> exchanges = new ArrayList<>();
    for (long bytes = 0; bytes < bodyBytes; bytes += bodyBytes(exchanges.getLast())) {
      exchanges.add(values == Values.SAME && bytes > 0 ? exchanges.getFirst() : exchange(random));
    }
    return exchanges;
  }

  static long bodyBytes(RawExchange exchange) {
    RawResponse response = exchange.response();
    return exchange.request().body().length() + (response == null ? 0 : response.body().length());
  }

  private RawExchange exchange(RandomGenerator random) {
    String body = orders(random, kib << 10);
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
    return switch (form) {
      case POST -> post("/api/orders?page=2", "application/json", orders(random, kib << 10));
      case SUBMIT ->
          post(
              "/checkout",
              "application/x-www-form-urlencoded",
              "email=user%d%%40shop.example&name=Ada+%d&qty=2&order=%d&note=at+the+door"
                  .formatted(rank(random), rank(random), 48_210_000 + rank(random)));
      case ANSWER -> get("/api/orders?page=2", client());
      case BROWSER ->
          get(
              "/api/customers/%d/orders?page=2&q=lamp".formatted(48_210_000 + rank(random)),
              browser(random));
    };
  }

  private static RawRequest get(String target, List<RawHeader> headers) {
    return new RawRequest("GET", target, "HTTP/1.1", headers, RawBody.none(), List.of());
  }

  private static List<RawHeader> client() {
    return List.of(
        new RawHeader("Host", "shop.example"),
        new RawHeader("User-Agent", "okhttp/4.12.0"),
        new RawHeader("Accept", "*/*"));
  }

  private static RawRequest post(String target, String type, String body) {
    List<RawHeader> headers = new ArrayList<>(client());
    headers.add(new RawHeader("Content-Type", type));
    headers.add(new RawHeader("Content-Length", Integer.toString(body.length())));
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

  private String orders(RandomGenerator random, int bytes) {
    boolean fresh = values == Values.FRESH;
    StringBuilder json = new StringBuilder("{\"orders\":[");
    // An order and what comes at the end take about as much.
    while (json.length() < bytes - 60) {
      long user = fresh ? random.nextInt(900_000_000) : rank(random);
      long order = fresh ? random.nextInt(40_000_000) : rank(random);
      long price = fresh ? random.nextInt(10_000_000) : order % 300;
      json.append(json.length() < 16 ? "" : ",")
          .append("{\"id\":")
          .append(48_210_000 + order)
          .append(",\"name\":\"")
          .append(THINGS[random.nextInt(THINGS.length)])
          .append(fresh ? " " + user : "")
          .append("\",\"email\":\"user")
          .append(user)
          .append("@shop.example\",\"price\":\"")
          .append(price)
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
