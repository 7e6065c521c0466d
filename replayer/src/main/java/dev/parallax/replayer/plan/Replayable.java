package dev.parallax.replayer.plan;

import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.proto.Skip;
import dev.parallax.proto.Skip.Reason;
import dev.parallax.recorder.sanitize.Reduced;
import dev.parallax.replayer.wire.Framing;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether an exchange may be sent, and if not, why not. */
public final class Replayable {

  /** GET, HEAD, OPTIONS: what may be sent without being asked for. */
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private static final int SWITCHING_PROTOCOLS = 101;

  private final Routes writes;
  private final Routes safe;

  public Replayable(Permitted permitted) {
    writes = permitted.writeRoutes();
    safe = permitted.safeRoutes();
  }

  /** Whether sending it may change something: then it is sent once to each leg. */
  public boolean mayWrite(Exchange exchange) {
    Request request = exchange.getRequest();
    return !SAFE.contains(request.getMethod())
        && !safe.name(request.getMethod(), request.getTarget());
  }

  /** Empty if it may be sent. The detail is a fixed sentence. */
  public Optional<Skip> whyNot(Exchange exchange) {
    Request request = exchange.getRequest();
    if (changesProtocol(exchange)) {
      return skip(Reason.NOT_REPLAYABLE, "it asks to change the protocol");
    }
    if (!isOriginForm(request)) {
      return skip(Reason.NOT_REPLAYABLE, "its target is not a path");
    }
    if (!isWellFormed(request)) {
      return skip(Reason.NOT_REPLAYABLE, "its method, target or headers are not HTTP");
    }
    if (endedBeforeItsRequest(exchange)) {
      return skip(Reason.NOT_REPLAYABLE, "the client left before the request was whole");
    }
    if (wasRefused(exchange)) {
      return skip(
          Reason.NOT_REPLAYABLE, "the recording proxy refused it: production gave no answer");
    }
    if (mayWrite(exchange) && !writes.name(request.getMethod(), request.getTarget())) {
      return skip(Reason.UNSAFE_METHOD, "neither asked for with --writes nor declared with --safe");
    }
    if (Framing.isGrpc(request.getHeadersList()) && hasReducedMessages(request.getBody())) {
      return skip(
          Reason.MESSAGES_REDUCED,
          "its messages were reduced: the recording proxy had no descriptor of all that they hold");
    }
    if (!isWhole(request)) {
      return skip(Reason.BODY_NOT_WHOLE, "only a part of the request body was recorded");
    }
    return Optional.empty();
  }

  private static Optional<Skip> skip(Reason reason, String detail) {
    return Optional.of(Skip.newBuilder().setReason(reason).setDetail(detail).build());
  }

  private static boolean changesProtocol(Exchange exchange) {
    Request request = exchange.getRequest();
    return request.getMethod().equals("CONNECT")
        || exchange.getResponse().getStatus() == SWITCHING_PROTOCOLS
        || request.getHeadersList().stream().anyMatch(Replayable::upgrades);
  }

  /** An offer of h2c may be declined, and the request is then a plain one. */
  private static boolean upgrades(Header header) {
    return header.getName().equalsIgnoreCase("upgrade")
        && !header.getValue().strip().toLowerCase(Locale.ROOT).equals("h2c");
  }

  private static boolean isOriginForm(Request request) {
    return request.getTarget().startsWith("/")
        || (request.getTarget().equals("*") && request.getMethod().equals("OPTIONS"));
  }

  /** What can't split a message or be refused by the client: the rest is not worth an attempt. */
  private static boolean isWellFormed(Request request) {
    return isToken(request.getMethod())
        && request.getTarget().chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '#')
        && request.getHeadersList().stream()
            .filter(header -> !header.getName().startsWith(":"))
            .allMatch(
                header ->
                    isToken(header.getName())
                        && header.getValue().chars().noneMatch(Replayable::endsLine));
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
  }

  private static boolean endsLine(int c) {
    return (c < ' ' && c != '\t') || c == 0x7f;
  }

  private static boolean endedBeforeItsRequest(Exchange exchange) {
    return exchange.getFailure().getKind() == Failure.Kind.CLIENT_ABORTED
        && exchange.getTimings().getRequestEndNanos() == 0;
  }

  /** One that was cut off as the proxy shut down may have an answer: the beginning of one. */
  private static boolean wasRefused(Exchange exchange) {
    return exchange.getFailure().getKind() == Failure.Kind.REFUSED && !exchange.hasResponse();
  }

  private static boolean isWhole(Request request) {
    Body body = request.getBody();
    return !body.getTruncated()
        && switch (body.getExtent()) {
          case EXTENT_WHOLE -> true;
          case EXTENT_NONE -> body.getLength() == 0;
          case EXTENT_MESSAGES -> Framing.isGrpc(request.getHeadersList());
          case EXTENT_PREFIX, EXTENT_REDUCED, EXTENT_PLACEHOLDERS, UNRECOGNIZED -> false;
        };
  }

  private static boolean hasReducedMessages(Body body) {
    return body.getMessagesList().stream().anyMatch(Reduced::is);
  }
}
