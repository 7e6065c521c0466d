package dev.parallax.recorder.sanitize;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.UnsafeByteOperations;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.decode.ContentDecoder;
import dev.parallax.recorder.decode.Decoded;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Messages of gRPC, one by one: of a known type field by field; what can't be understood is reduced
 * to length and digest.
 */
final class GrpcSanitiser {

  private static final String GZIP = "gzip";

  private final Pseudonyms pseudonyms;
  private final ProtoSanitiser protos;

  GrpcSanitiser(Pseudonyms pseudonyms, ProtoSanitiser protos) {
    this.pseudonyms = pseudonyms;
    this.protos = protos;
  }

  /**
   * Of the messages that one side of a call sends; null if it is not known, or not for this codec.
   *
   * @param target of the call
   */
  @Nullable Descriptor type(Scope scope, MediaType codec, String target) {
    boolean protobuf =
        codec.essence().equals("application/grpc")
            || codec.essence().equals("application/grpc+proto");
    GrpcDescriptors.Method method = protobuf ? protos.descriptors().method(target) : null;
    if (method == null) {
      return null;
    }
    return scope.side().equals("request") ? method.request() : method.response();
  }

  /**
   * @param type of the messages; null if it is not known
   * @param encoding the value of {@code grpc-encoding}
   * @param maxBytes of messages after decompression, of all together: what is beyond is reduced
   * @param arrived when so many bytes of the content were there
   * @throws JsonTooMuchException if more was replaced than can be told
   */
  SanitisedMessages messages(
      Scope scope,
      byte[] content,
      @Nullable Descriptor type,
      String encoding,
      int maxBytes,
      IntToLongFunction arrived)
      throws JsonTooMuchException {
    MessageList list = new MessageList(scope, JsonSanitiser.BODY);
    GrpcFrames frames = new GrpcFrames(content);
    List<StreamMessage> messages = new ArrayList<>();
    boolean gzip = encoding.strip().toLowerCase(Locale.ROOT).equals(GZIP);
    int left = maxBytes;
    boolean more = frames.next();
    while (more && messages.size() < SanitisedMessages.MAX) {
      list.next();
      byte[] sent = frames.message();
      boolean legible = !frames.compressed() || gzip;
      byte[] plain = legible ? plain(sent, frames.compressed(), left) : null;
      if (legible) {
        // What failed may have taken all that was left, and is not to be tried again and again.
        left = plain == null ? 0 : left - plain.length;
      }
      byte[] digest = pseudonyms.digest(plain == null ? sent : plain);
      messages.add(
          StreamMessage.newBuilder()
              .setOffsetNanos(arrived.applyAsLong(frames.end()))
              .setFromClient(scope.side().equals("request"))
              .setKind(type == null ? "" : type.getFullName())
              .setContent(content(list, type, plain))
              .setLength(sent.length)
              .setDigest(UnsafeByteOperations.unsafeWrap(digest))
              .build());
      more = frames.next();
    }
    list.end();
    return new SanitisedMessages(messages, more || frames.broken());
  }

  private ByteString content(MessageList list, @Nullable Descriptor type, byte @Nullable [] plain)
      throws JsonTooMuchException {
    byte[] content = type == null || plain == null ? null : protos.message(list, type, plain);
    return content == null ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(content);
  }

  /** Null if it can't be decompressed, or not within so many bytes. */
  private static byte @Nullable [] plain(byte[] sent, boolean compressed, int maxBytes) {
    List<String> codings = compressed ? List.of(GZIP) : List.of();
    return ContentDecoder.decode(sent, false, codings, maxBytes) instanceof Decoded.Whole whole
        ? whole.content()
        : null;
  }
}
