package dev.parallax.recorder.sanitize;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.UnsafeByteOperations;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Messages of gRPC, one by one: of a known type field by field; what can't be understood is reduced
 * to length and digest.
 */
final class GrpcSanitiser {

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
   * @param maxBytes of what was compressed, all together: what is beyond is reduced
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
    GrpcCompression compression = new GrpcCompression(encoding, maxBytes);
    List<StreamMessage> messages = new ArrayList<>();
    boolean more = frames.next();
    while (more && messages.size() < SanitisedMessages.MAX) {
      list.next();
      byte[] sent = frames.message();
      byte[] plain = frames.compressed() ? compression.removed(sent) : sent;
      StreamMessage.Builder message =
          message(list, type, plain)
              .setOffsetNanos(arrived.applyAsLong(frames.end()))
              .setLength(sent.length)
              .setDigest(
                  UnsafeByteOperations.unsafeWrap(pseudonyms.digest(plain == null ? sent : plain)));
      messages.add(message.build());
      more = frames.next();
    }
    list.end();
    return new SanitisedMessages(messages, more || frames.broken());
  }

  private StreamMessage.Builder message(
      MessageList list, @Nullable Descriptor type, byte @Nullable [] plain)
      throws JsonTooMuchException {
    byte[] content = type == null || plain == null ? null : protos.message(list, type, plain);
    boolean reduced = content == null ? plain == null || plain.length > 0 : list.reduced();
    return StreamMessage.newBuilder()
        .setFromClient(list.scope().side().equals("request"))
        .setKind(type == null ? "" : type.getFullName())
        .setContent(content == null ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(content))
        .setReduced(reduced);
  }
}
