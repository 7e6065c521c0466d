package dev.parallax.replayer.plan;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.StreamMessage;
import dev.parallax.replayer.wire.Framing;
import java.util.List;
import java.util.OptionalInt;

/**
 * How an exchange that is a stream of messages goes on: what the client says and when, and how much
 * of the answer it waits for. One that is no stream says nothing but its body, and waits for all.
 *
 * @param lines what the client says, in order; empty where it is not a list of messages
 * @param answers how the answer is divided into messages
 * @param enough how many messages of the answer end the exchange, though more may come:
 *     production's client had left by then. {@link Integer#MAX_VALUE} where it is not known how
 *     many that were. Empty if the answer ends by itself
 */
public record Script(List<Line> lines, Framing answers, OptionalInt enough) {

  /** One that is no stream. */
  public static final Script NONE = new Script(List.of(), Framing.NONE, OptionalInt.empty());

  /**
   * One message of the client.
   *
   * @param offsetNanos since the request's first byte; it is not said earlier
   * @param afterAnswers how many messages of the answer the client had when it said this
   */
  public record Line(ByteString content, long offsetNanos, int afterAnswers) {}

  public Script {
    lines = List.copyOf(lines);
  }

  /**
   * @param speed divides the recorded offsets; at {@code max} all of them are 0. Which answers came
   *     before a message is kept to at any speed: it may depend on them
   */
  public static Script of(Exchange exchange, Speed speed) {
    boolean grpc = Framing.isGrpc(exchange.getRequest().getHeadersList());
    Framing answers = grpc ? Framing.GRPC : Framing.of(exchange.getResponse().getHeadersList());
    if (answers == Framing.NONE) {
      return NONE;
    }
    return new Script(
        grpc ? lines(exchange, speed) : List.of(), answers, enough(exchange, answers));
  }

  /** How long it takes to say all of it. */
  public long plannedNanos() {
    return lines.isEmpty() ? 0 : lines.getLast().offsetNanos();
  }

  private static List<Line> lines(Exchange exchange, Speed speed) {
    List<StreamMessage> said =
        exchange.getRequest().getBody().getMessagesList().stream()
            .filter(StreamMessage::getFromClient)
            .toList();
    // A single one is no stream: what it took production's client to write is no pace to keep.
    boolean paced = said.size() > 1;
    return said.stream()
        .map(
            message ->
                new Line(
                    message.getContent(),
                    paced ? offset(message, speed) : 0,
                    answeredBefore(exchange.getResponse().getBody(), message)))
        .toList();
  }

  private static long offset(StreamMessage message, Speed speed) {
    return switch (speed) {
      case Speed.Max max -> 0;
      case Speed.Times times -> Math.round(message.getOffsetNanos() / times.factor());
    };
  }

  private static int answeredBefore(Body answer, StreamMessage message) {
    return (int)
        answer.getMessagesList().stream()
            .filter(
                answered ->
                    !answered.getFromClient()
                        && answered.getOffsetNanos() < message.getOffsetNanos())
            .count();
  }

  /**
   * Where production's client left, or the proxy's end cut it off, what was recorded by then is all
   * there is to compare. Events that were not recorded to their end may have none.
   */
  private static OptionalInt enough(Exchange exchange, Framing answers) {
    Body body = exchange.getResponse().getBody();
    boolean left =
        switch (exchange.getFailure().getKind()) {
          case CLIENT_ABORTED, REFUSED -> exchange.hasResponse();
          default -> false;
        };
    if (!left && !(answers == Framing.EVENTS && body.getTruncated())) {
      return OptionalInt.empty();
    }
    boolean known = body.getExtent() == Extent.EXTENT_MESSAGES;
    return OptionalInt.of(known ? body.getMessagesCount() : Integer.MAX_VALUE);
  }
}
