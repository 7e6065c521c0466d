package dev.parallax.replayer.send;

import dev.parallax.replayer.wire.Framing;
import io.vertx.core.buffer.Buffer;

/** Finds where messages end in a body that comes in parts. Confined to one thread. */
interface MessageEnds {

  int NONE = -1;

  /**
   * @param part what came after the last one
   * @param from where to go on in it
   * @return the position in the part behind the next message; {@link #NONE} if that ends later
   */
  int next(Buffer part, int from);

  static MessageEnds of(Framing framing) {
    return switch (framing) {
      case NONE -> (part, from) -> NONE;
      case GRPC -> new GrpcEnds();
      case EVENTS -> new EventEnds();
    };
  }
}
