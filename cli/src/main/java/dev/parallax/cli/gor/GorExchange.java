package dev.parallax.cli.gor;

import dev.parallax.cli.intake.Origin;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.ExchangeId;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for its response.
 *
 * @param nanos when it began, since the Unix epoch
 * @param tookNanos until its last byte; 0 if that is not told
 * @param authority as it names the server, empty if it does not
 */
record GorExchange(
    long nanos,
    long tookNanos,
    String scheme,
    String authority,
    Origin origin,
    RawRequest request) {

  private static final Failure UNANSWERED =
      Failure.newBuilder().setDetail("its response was not recorded").build();

  private static final int LAST_INTERIM = 199;

  private static final Pattern REQUEST_LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\\S+) (HTTP/1\\.[01])");
  private static final Pattern STATUS_LINE = Pattern.compile("(HTTP/1\\.[01]) (\\d{3})(?: (.*))?");
  private static final RandomGenerator RANDOM = new SplittableRandom();

  /** Empty if it is no HTTP/1. */
  static Optional<GorExchange> asked(GorRecords.Entry entry, Origin origin) {
    GorMessage message = GorMessage.of(entry.message()).orElse(null);
    Matcher line = message == null ? null : REQUEST_LINE.matcher(message.line());
    if (message == null || line == null || !line.matches()) {
      return Optional.empty();
    }
    Target target = Target.of(line.group(2), message.header("host"));
    String forwarded = message.header("x-forwarded-proto");
    RawRequest request =
        new RawRequest(
            line.group(1),
            target.path(),
            line.group(3),
            message.headers(),
            // Without a length, a request has no body (RFC 9112, section 6.3).
            isFramed(message) ? message.body() : RawBody.none(),
            List.of());
    return Optional.of(
        new GorExchange(
            entry.nanos(),
            entry.latencyNanos(),
            forwarded.equalsIgnoreCase("https") ? "https" : "http",
            target.authority().toLowerCase(Locale.ROOT),
            origin,
            request));
  }

  private static boolean isFramed(GorMessage message) {
    return !message.header("content-length").isEmpty()
        || !message.header("transfer-encoding").isEmpty();
  }

  /** Where an absolute form names the server, that goes before the Host header. */
  private record Target(String authority, String path) {

    static Target of(String target, String host) {
      int from = target.indexOf("://");
      if (target.startsWith("/") || from < 0) {
        return new Target(host, target);
      }
      int slash = target.indexOf('/', from + 3);
      return slash < 0
          ? new Target(target.substring(from + 3), "/")
          : new Target(target.substring(from + 3, slash), target.substring(slash));
    }
  }

  /** What it holds while it waits, about. */
  long heldBytes() {
    return exchange(null, UNANSWERED, 0, 0).heldBytes();
  }

  RawExchange unanswered() {
    return exchange(null, UNANSWERED, 0, tookNanos);
  }

  /** Empty if what came is no HTTP/1. */
  Optional<RawExchange> answered(GorRecords.Entry entry) {
    GorMessage message = GorMessage.of(entry.message()).orElse(null);
    Matcher line = message == null ? null : STATUS_LINE.matcher(message.line());
    if (message == null || line == null || !line.matches()) {
      return Optional.empty();
    }
    int status = Integer.parseInt(line.group(2));
    boolean bodiless =
        status <= LAST_INTERIM || status == 204 || status == 304 || request.method().equals("HEAD");
    RawResponse response =
        new RawResponse(
            status,
            line.group(3) == null ? "" : line.group(3),
            line.group(1),
            message.headers(),
            bodiless ? RawBody.none() : message.body(),
            List.of());
    long first = Math.max(0, entry.nanos() - nanos);
    return Optional.of(exchange(response, null, first, Math.max(first, entry.latencyNanos())));
  }

  private RawExchange exchange(
      @Nullable RawResponse response, @Nullable Failure failure, long firstNanos, long lastNanos) {
    Instant started = Instant.ofEpochSecond(0, nanos);
    return new RawExchange(
        ExchangeId.create(started, RANDOM),
        started,
        scheme,
        authority,
        origin.client(),
        request,
        response,
        failure,
        Timings.newBuilder()
            .setRequestEndNanos(tookNanos)
            .setFirstByteNanos(firstNanos)
            .setLastByteNanos(lastNanos)
            .build(),
        origin.route());
  }
}
