package dev.parallax.recorder.sample;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.ExchangeId;
import dev.parallax.recorder.raw.Keep;
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
import java.util.SplittableRandom;

/**
 * Seeded traffic of 2,000 shapes, of which the nth comes in proportion to 1/n (Zipf): 100 endpoints
 * with 20 shapes each, which differ by query keys, by a header, by the status or by members of
 * their bodies. Values, ids and lengths of lists vary from exchange to exchange.
 */
public final class Workload {

  public static final int SHAPES = 2_000;
  static final int ENDPOINTS = 100;

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  /** One exchange with what a sampler has to find out. */
  public record Drawn(RawExchange raw, String session, int shape) {

    int endpoint() {
      return shape % ENDPOINTS;
    }
  }

  private final SplittableRandom random;
  private final double[] cumulative = new double[SHAPES];
  private final RawRoute route;
  private int sessions;

  public Workload(long seed, double share, Keep keep) {
    random = new SplittableRandom(seed);
    route = new RawRoute("shop:80", share, keep, Mode.STRICT);
    double sum = 0;
    for (int i = 0; i < SHAPES; i++) {
      sum += 1.0 / (i + 1);
      cumulative[i] = sum;
    }
  }

  /** So many exchanges, of sessions of 1 to 20. */
  public List<Drawn> draw(int count) {
    List<Drawn> drawn = new ArrayList<>(count);
    List<String> open = new ArrayList<>();
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (open.size() < 50) {
        open.add("client-" + sessions++);
        left.add(1 + random.nextInt(20));
      }
      int at = random.nextInt(open.size());
      int shape = shape();
      drawn.add(new Drawn(exchange(i, open.get(at), shape), open.get(at), shape));
      left.set(at, left.get(at) - 1);
      if (left.get(at) == 0) {
        open.remove(at);
        left.subList(at, at + 1).clear();
      }
    }
    return drawn;
  }

  private int shape() {
    double sought = random.nextDouble() * cumulative[SHAPES - 1];
    int low = 0;
    int high = SHAPES - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (cumulative[middle] < sought) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private RawExchange exchange(int number, String client, int shape) {
    int variant = shape / ENDPOINTS;
    Instant at = START.plusMillis(3L * number);
    String path = "/api/kind%d/%d/part".formatted(shape % ENDPOINTS, 1000 + random.nextInt(99_000));
    String query = variant % 2 == 0 ? "" : "?page=" + random.nextInt(9) + "&sort=x" + number;
    List<RawHeader> asked = new ArrayList<>();
    asked.add(new RawHeader("Host", "shop.example"));
    asked.add(new RawHeader("Cookie", "sid=" + client));
    asked.add(new RawHeader("X-Request-Id", Long.toHexString(random.nextLong())));
    if (variant % 4 > 1) {
      asked.add(new RawHeader("X-Tenant", "t" + number));
    }
    byte[] body = body(variant / 4).getBytes(StandardCharsets.UTF_8);
    RawResponse response =
        new RawResponse(
            200,
            "OK",
            "HTTP/1.1",
            List.of(
                new RawHeader("Date", "now"), new RawHeader("Content-Type", "application/json")),
            RawBody.whole(body),
            List.of());
    return new RawExchange(
        ExchangeId.create(at, random),
        at,
        "http",
        "shop.example",
        "192.0.2.1",
        new RawRequest("GET", path + query, "HTTP/1.1", asked, RawBody.none(), List.of()),
        response,
        null,
        Timings.newBuilder().setLastByteNanos(10_000_000).build(),
        route);
  }

  /** Five structures of bodies. */
  private String body(int structure) {
    StringBuilder items = new StringBuilder();
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      items
          .append(i == 0 ? "" : ",")
          .append("{\"id\":%d,\"name\":\"n%d\"}".formatted(random.nextInt(), random.nextInt()));
    }
    String more =
        switch (structure) {
          case 0 -> "";
          case 1 -> ",\"next\":\"/p\"";
          case 2 -> ",\"next\":null";
          case 3 -> ",\"total\":{\"amount\":%d}".formatted(random.nextInt(1_000));
          default -> ",\"total\":{\"amount\":1.5e+3,\"tax\":true}";
        };
    return "{\"items\":[%s]%s}".formatted(items, more);
  }
}
