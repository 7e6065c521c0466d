package dev.parallax.recorder.sanitize;

import com.google.protobuf.UnsafeByteOperations;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.decode.ContentDecoder;
import dev.parallax.recorder.decode.Decoded;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Messages of gRPC, one by one: what can't be understood is reduced to length and digest. */
final class GrpcSanitiser {

  private static final String GZIP = "gzip";

  private final Pseudonyms pseudonyms;

  GrpcSanitiser(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /**
   * @param encoding the value of {@code grpc-encoding}
   * @param maxBytes of messages after decompression, of all together: what is beyond is reduced
   * @param arrived when so many bytes of the content were there
   */
  SanitisedMessages messages(
      Scope scope, byte[] content, String encoding, int maxBytes, IntToLongFunction arrived) {
    GrpcFrames frames = new GrpcFrames(content);
    List<StreamMessage> messages = new ArrayList<>();
    boolean gzip = encoding.strip().toLowerCase(Locale.ROOT).equals(GZIP);
    int left = maxBytes;
    boolean more = frames.next();
    while (more && messages.size() < SanitisedMessages.MAX) {
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
              .setLength(sent.length)
              .setDigest(UnsafeByteOperations.unsafeWrap(digest))
              .build());
      more = frames.next();
    }
    return new SanitisedMessages(messages, more || frames.broken());
  }

  /** Null if it can't be decompressed, or not within so many bytes. */
  private static byte @Nullable [] plain(byte[] sent, boolean compressed, int maxBytes) {
    List<String> codings = compressed ? List.of(GZIP) : List.of();
    return ContentDecoder.decode(sent, false, codings, maxBytes) instanceof Decoded.Whole whole
        ? whole.content()
        : null;
  }
}
