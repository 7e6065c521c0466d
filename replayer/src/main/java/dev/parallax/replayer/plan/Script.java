package dev.parallax.replayer.plan;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.replayer.wire.Framing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How an exchange goes on: what the client says and when, and how much of the answer it waits for.
 * One that is no stream says nothing but its body, and waits for all.
 *
 * @param lines what the client says, in order; empty where it is not a list of messages
 * @param end when the client ends its side, not before its last line; empty where it says nothing
 *     but a body, and ends with that
 * @param answers how the answer is divided into messages
 * @param enough how many messages of the answer end the exchange, though more may come:
 *     production's client had left by then. {@link Integer#MAX_VALUE} where it is not known how
 *     many that were. Empty if the answer ends by itself, or none had begun when the client left
 * @param stayedNanos since the request's first byte, when production's client left, where nothing
 *     else says how long to wait; otherwise empty
 */
public record Script(
    List<Line> lines,
    Optional<When> end,
    Framing answers,
    OptionalInt enough,
    OptionalLong stayedNanos) {

  /** One that is no stream. */
  public static final Script NONE =
      new Script(
          List.of(), Optional.empty(), Framing.NONE, OptionalInt.empty(), OptionalLong.empty());

  /**
   * When something is due.
   *
   * @param offsetNanos since the request's first byte; it is not due earlier
   * @param afterAnswers how many messages of the answer the client had by then
   */
  public record When(long offsetNanos, int afterAnswers) {}

  /** One message of the client. */
  public record Line(ByteString content, When when) {}

  public Script {
    lines = List.copyOf(lines);
  }

  /**
   * @param pace says when what was recorded is due; at {@code max} all offsets are 0. Which answers
   *     came before a message is kept to at any speed: it may depend on them
   */
  public static Script of(Exchange exchange, Pace pace) {
    boolean grpc = Framing.isGrpc(exchange.getRequest().getHeadersList());
    Framing answers = grpc ? Framing.GRPC : Framing.of(exchange.getResponse().getHeadersList());
    OptionalInt enough = answers == Framing.NONE ? OptionalInt.empty() : enough(exchange, answers);
    OptionalLong stayed = stayed(exchange, enough);
    if (!grpc) {
      return new Script(List.of(), Optional.empty(), answers, enough, stayed);
    }
    Lines lines = new Lines(exchange, pace);
    return new Script(lines.all(), Optional.of(lines.end()), answers, enough, stayed);
  }

  /** How long it takes to say all of it. */
  public long plannedNanos() {
    return end.map(When::offsetNanos).orElse(0L);
  }

  /** Whether it is known how many messages of the answer are enough. */
  public boolean isCounted() {
    return enough.isPresent() && enough.getAsInt() < Integer.MAX_VALUE;
  }

  /**
   * Where production's client left, or the proxy's end cut it off, what was recorded by then is all
   * there is to compare. Events that were not recorded to their end may have none.
   */
  private static OptionalInt enough(Exchange exchange, Framing answers) {
    Body body = exchange.getResponse().getBody();
    boolean left = isLeft(exchange) && exchange.hasResponse();
    if (!left && !(answers == Framing.EVENTS && body.getTruncated())) {
      return OptionalInt.empty();
    }
    boolean counted = body.getExtent() == Extent.EXTENT_MESSAGES;
    return OptionalInt.of(
        counted ? body.getMessagesCount() : body.getLength() == 0 ? 0 : Integer.MAX_VALUE);
  }

  /** An answer that had not begun may never come; how much of one is enough may not be known. */
  private static OptionalLong stayed(Exchange exchange, OptionalInt enough) {
    boolean uncounted = enough.isPresent() && enough.getAsInt() == Integer.MAX_VALUE;
    return isLeft(exchange) && (uncounted || !exchange.hasResponse())
        ? OptionalLong.of(exchange.getTimings().getLastByteNanos())
        : OptionalLong.empty();
  }

  private static boolean isLeft(Exchange exchange) {
    return switch (exchange.getFailure().getKind()) {
      case CLIENT_ABORTED, REFUSED -> true;
      default -> false;
    };
  }
}
