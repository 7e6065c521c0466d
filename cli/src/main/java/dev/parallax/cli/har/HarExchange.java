package dev.parallax.cli.har;

import dev.parallax.cli.intake.Origin;
import dev.parallax.cli.intake.Traffic;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.ExchangeId;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What one entry tells of an exchange with a server, if it was one. */
final class HarExchange {

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int LOWEST_STATUS = 100;
  private static final RandomGenerator RANDOM = new SplittableRandom();

  private final HarEntry entry;
  private final Origin origin;

  HarExchange(HarEntry entry, Origin origin) {
    this.entry = entry;
    this.origin = origin;
  }

  /**
   * @param place of the entry, for people
   */
  Traffic traffic(String place) {
    Optional<HarUrl> url = HarUrl.of(entry.url);
    Optional<String> why = url.isEmpty() ? Optional.of(noUrl()) : whyNot();
    if (why.isPresent()) {
      return new Traffic.LeftOut(why.get(), place);
    }
    Optional<Instant> started = started();
    if (started.isEmpty()) {
      return new Traffic.LeftOut("no entry of HAR 1.2: startedDateTime is no time", place);
    }
    return new Traffic.Seen(exchange(url.get(), started.get()));
  }

  private String noUrl() {
    return entry.url.isEmpty() || entry.method.isEmpty()
        ? "no entry of HAR 1.2: no method or URL"
        : "not HTTP: data:, blob:, ws: and the like";
  }

  private Optional<String> whyNot() {
    if (entry.method.isEmpty()) {
      return Optional.of(noUrl());
    }
    if (entry.resourceType.equals("websocket") || entry.status == SWITCHING_PROTOCOLS) {
      return Optional.of("a WebSocket: its messages are not replayed");
    }
    if (!entry.fromCache.isEmpty()) {
      return Optional.of("answered from the browser's cache");
    }
    if (entry.byServiceWorker) {
      return Optional.of("answered by a service worker");
    }
    if (!isAnswered() && failure().isEmpty()) {
      return Optional.of("never sent: blocked or cancelled in the browser");
    }
    return Optional.empty();
  }

  private boolean isAnswered() {
    return entry.status >= LOWEST_STATUS;
  }

  /** Of one without an answer; empty if it never reached a server. */
  private Optional<Failure> failure() {
    boolean waited = entry.nanos("wait") > 0;
    Failure.@Nullable Kind kind =
        switch (entry.error) {
          case "net::ERR_CONNECTION_REFUSED" -> Failure.Kind.CONNECT_REFUSED;
          case "net::ERR_CONNECTION_TIMED_OUT" -> Failure.Kind.CONNECT_TIMEOUT;
          case "net::ERR_NAME_NOT_RESOLVED" -> Failure.Kind.NAME_UNRESOLVED;
          case "net::ERR_TIMED_OUT" -> Failure.Kind.RESPONSE_TIMEOUT;
          case "net::ERR_CONNECTION_RESET",
              "net::ERR_CONNECTION_CLOSED",
              "net::ERR_EMPTY_RESPONSE",
              "net::ERR_CONTENT_LENGTH_MISMATCH",
              "net::ERR_INCOMPLETE_CHUNKED_ENCODING",
              "net::ERR_HTTP2_PROTOCOL_ERROR" ->
              Failure.Kind.RESET;
          case "net::ERR_INVALID_HTTP_RESPONSE" -> Failure.Kind.MALFORMED;
          case "net::ERR_ABORTED" -> waited || isAnswered() ? Failure.Kind.CLIENT_ABORTED : null;
          default ->
              entry.error.startsWith("net::ERR_SSL") || entry.error.startsWith("net::ERR_CERT")
                  ? Failure.Kind.TLS
                  : ours(entry.error);
        };
    return Optional.ofNullable(kind)
        .map(known -> Failure.newBuilder().setKind(known).setDetail("the browser said so").build());
  }

  /** As {@link HarWriter} writes it. */
  private static Failure.@Nullable Kind ours(String error) {
    return Arrays.stream(Failure.Kind.values())
        .filter(kind -> kind.name().equals(error))
        .findFirst()
        .orElse(null);
  }

  private Optional<Instant> started() {
    try {
      Instant issued = OffsetDateTime.parse(entry.started).toInstant();
      // The entry begins when the browser has the request, the exchange when a server gets it.
      long before = entry.nanos("blocked") + entry.nanos("dns") + entry.nanos("connect");
      return Optional.of(issued.plusNanos(before));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }

  private RawExchange exchange(HarUrl url, Instant started) {
    @Nullable RawResponse response = isAnswered() ? response() : null;
    return new RawExchange(
        ExchangeId.create(started, RANDOM),
        started,
        url.scheme(),
        url.authority(),
        origin.client(),
        request(url),
        response,
        failure().orElse(null),
        timings(response != null),
        origin.route());
  }

  private RawRequest request(HarUrl url) {
    HarMessage request = entry.request;
    return new RawRequest(
        entry.method,
        url.target(),
        protocol(request.protocol),
        request.headers,
        HarBodies.request(request),
        List.of());
  }

  private RawResponse response() {
    HarMessage response = entry.response;
    return new RawResponse(
        entry.status,
        entry.statusText,
        protocol(response.protocol),
        response.headers,
        HarBodies.response(response, entry.method, entry.status),
        List.of());
  }

  private Timings timings(boolean answered) {
    long sent = entry.nanos("send");
    long first = sent + entry.nanos("wait");
    long last = first + entry.nanos("receive");
    return Timings.newBuilder()
        .setConnectNanos(entry.nanos("connect"))
        .setConnectionReused(entry.nanos("connect") == 0)
        .setRequestEndNanos(sent)
        .setFirstByteNanos(answered ? first : 0)
        .setLastByteNanos(
            entry.timings.isEmpty() ? Math.round(Math.max(0, entry.time) * 1e6) : last)
        .build();
  }

  /** Browsers write {@code h2}, {@code http/2.0} or {@code HTTP/2}. */
  private static String protocol(String written) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "h2", "http/2", "http/2.0" -> "HTTP/2";
      case "h3", "http/3", "http/3.0" -> "HTTP/3";
      case "http/1.0" -> "HTTP/1.0";
      default -> "HTTP/1.1";
    };
  }
}
