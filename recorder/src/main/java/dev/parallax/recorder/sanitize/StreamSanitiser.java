package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.recorder.decode.ArrivedInput;
import dev.parallax.recorder.decode.ContentDecoder;
import dev.parallax.recorder.decode.Decoded;
import dev.parallax.recorder.raw.Arrivals;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawHeader;
import java.util.List;

/** Bodies that are lists of messages: gRPC, and the events that a server sent. */
final class StreamSanitiser {

  private final EventSanitiser events;
  private final GrpcSanitiser grpc;

  StreamSanitiser(EventSanitiser events, GrpcSanitiser grpc) {
    this.events = events;
    this.grpc = grpc;
  }

  static boolean isStream(Scope scope, MediaType type) {
    return type.grpc() || (type.events() && scope.side().equals("response"));
  }

  /**
   * The body of one message, as it was seen.
   *
   * @param target of the request
   */
  record Seen(
      RawBody raw, MediaType type, List<String> codings, List<RawHeader> headers, String target) {}

  /** Fills in the messages, or reduces the body. May throw on what is hostile. */
  void fill(Body.Builder out, Scope scope, Seen seen) {
    RawBody raw = seen.raw();
    if (raw.content().length == 0) {
      BodySanitiser.reduce(out, "not captured");
      return;
    }
    ArrivedInput input = new ArrivedInput(raw.content(), raw.arrivals());
    Decoded decoded =
        ContentDecoder.decode(
            raw.content(), raw.truncated(), seen.codings(), BodySanitiser.MAX_DECODED_BYTES, input);
    Arrivals arrivals = seen.codings().isEmpty() ? raw.arrivals() : input.decodedArrivals();
    try {
      switch (decoded) {
        case Decoded.Whole whole -> {
          out.setDecodedLength(whole.content().length);
          put(out, messages(scope, seen, whole.content(), arrivals));
        }
        case Decoded.Prefix prefix -> {
          put(out, messages(scope, seen, prefix.content(), arrivals));
          out.setTruncated(true);
        }
        case Decoded.Failed failed -> BodySanitiser.reduce(out, BodySanitiser.because(failed));
      }
    } catch (JsonTooMuchException tooMuch) {
      BodySanitiser.reduce(out, "too many values");
    }
  }

  private SanitisedMessages messages(Scope scope, Seen seen, byte[] content, Arrivals arrivals)
      throws JsonTooMuchException {
    return seen.type().events()
        ? events.messages(scope, content, arrivals::nanosOf)
        : grpc.messages(
            scope,
            content,
            grpc.type(scope, seen.type(), seen.target()),
            RawHeader.first(seen.headers(), "grpc-encoding").orElse(""),
            BodySanitiser.MAX_DECODED_BYTES,
            arrivals::nanosOf);
  }

  private static void put(Body.Builder out, SanitisedMessages messages) {
    out.setExtent(Extent.EXTENT_MESSAGES).addAllMessages(messages.messages());
    if (messages.cut()) {
      out.setTruncated(true);
    }
  }
}
