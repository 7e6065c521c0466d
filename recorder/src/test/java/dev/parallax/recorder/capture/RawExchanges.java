package dev.parallax.recorder.capture;

import dev.parallax.proto.Failure;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.ExchangeId;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.RawRoute;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Exchanges as a tap hands them over. */
public final class RawExchanges {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private RawExchanges() {}

  /** A GET of {@code /users/NUMBER}, answered with a body of so many bytes. */
  public static RawExchange get(int number, int bodyBytes) {
    byte[] body = new byte[bodyBytes];
    RawResponse response =
        new RawResponse(200, "OK", "HTTP/1.1", List.of(), RawBody.whole(body), List.of());
    return exchange(number, "client-" + number % 97, response, null);
  }

  /** One of the session of that client. */
  public static RawExchange of(String client, int number) {
    RawResponse response =
        new RawResponse(204, "No Content", "HTTP/1.1", List.of(), RawBody.none(), List.of());
    return exchange(number, client, response, null);
  }

  /** One of the session of that client that failed in the service. */
  public static RawExchange error(String client, int number) {
    RawResponse response =
        new RawResponse(503, "Unavailable", "HTTP/1.1", List.of(), RawBody.none(), List.of());
    return exchange(number, client, response, null);
  }

  /** A GET of that target, of the session of that client, that production never answered. */
  public static RawExchange asking(String target, String client) {
    Failure failure = Failure.newBuilder().setKind(Failure.Kind.RESET).build();
    return exchange(0, target, client, null, failure);
  }

  /** One that production never answered. */
  public static RawExchange failed(int number) {
    Failure failure = Failure.newBuilder().setKind(Failure.Kind.RESET).build();
    return exchange(number, "client", null, failure);
  }

  /** The same, of sessions of which that share is to be kept. */
  public static RawExchange sampled(RawExchange raw, double share) {
    return routed(raw, new RawRoute(raw.route().upstream(), share));
  }

  /** The same, by that route. */
  public static RawExchange routed(RawExchange raw, RawRoute route) {
    return new RawExchange(
        raw.id(),
        raw.startedAt(),
        raw.scheme(),
        raw.authority(),
        raw.clientAddress(),
        raw.request(),
        raw.response(),
        raw.failure(),
        raw.timings(),
        route);
  }

  private static RawExchange exchange(
      int number, String client, @Nullable RawResponse response, @Nullable Failure failure) {
    return exchange(number, "/users/" + number, client, response, failure);
  }

  private static RawExchange exchange(
      int number,
      String target,
      String client,
      @Nullable RawResponse response,
      @Nullable Failure failure) {
    Instant at = START.plusMillis(number);
    return new RawExchange(
        ExchangeId.create(at, new SplittableRandom(number)),
        at,
        "http",
        "shop.example",
        "192.0.2.1",
        new RawRequest(
            "GET",
            target,
            "HTTP/1.1",
            List.of(
                new RawHeader("Host", "shop.example"), new RawHeader("Cookie", "sid=" + client)),
            RawBody.none(),
            List.of()),
        response,
        failure,
        Timings.getDefaultInstance(),
        new RawRoute("shop:80", 1));
  }
}
