package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.recorder.decode.ContentDecoder;
import dev.parallax.recorder.decode.Decoded;
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

  /** Fills in the messages, or reduces the body. May throw on what is hostile. */
  void fill(
      Body.Builder out,
      Scope scope,
      RawBody raw,
      MediaType type,
      List<String> codings,
      List<RawHeader> headers) {
    if (raw.content().length == 0) {
      BodySanitiser.reduce(out, "not captured");
      return;
    }
    Decoded decoded =
        ContentDecoder.decode(
            raw.content(), raw.truncated(), codings, BodySanitiser.MAX_DECODED_BYTES);
    try {
      switch (decoded) {
        case Decoded.Whole whole -> {
          out.setDecodedLength(whole.content().length);
          put(out, messages(scope, raw, type, codings, headers, whole.content()));
        }
        case Decoded.Prefix prefix -> {
          put(out, messages(scope, raw, type, codings, headers, prefix.content()));
          out.setTruncated(true);
        }
        case Decoded.Failed failed -> BodySanitiser.reduce(out, BodySanitiser.because(failed));
      }
    } catch (JsonTooMuchException tooMuch) {
      BodySanitiser.reduce(out, "too many values");
    }
  }

  private SanitisedMessages messages(
      Scope scope,
      RawBody raw,
      MediaType type,
      List<String> codings,
      List<RawHeader> headers,
      byte[] content)
      throws JsonTooMuchException {
    // Which bytes of a coded body a message is made of can't be told: all of them were there then.
    int coded = raw.content().length;
    if (type.events()) {
      return events.messages(
          scope, content, at -> raw.arrivals().nanosOf(codings.isEmpty() ? at : coded));
    }
    String encoding = RawHeader.first(headers, "grpc-encoding").orElse("");
    return grpc.messages(
        scope,
        content,
        encoding,
        BodySanitiser.MAX_DECODED_BYTES,
        at -> raw.arrivals().nanosOf(codings.isEmpty() ? at : coded));
  }

  private static void put(Body.Builder out, SanitisedMessages messages) {
    out.setExtent(Extent.EXTENT_MESSAGES).addAllMessages(messages.messages());
    if (messages.cut()) {
      out.setTruncated(true);
    }
  }
}
