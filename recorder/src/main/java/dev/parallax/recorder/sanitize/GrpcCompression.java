package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.decode.ArrivedInput;
import dev.parallax.recorder.decode.ContentDecoder;
import dev.parallax.recorder.decode.Decoded;
import dev.parallax.recorder.raw.Arrivals;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The compression of one side's messages in a call: each is compressed by itself. */
final class GrpcCompression {

  private static final String GZIP = "gzip";

  private final boolean gzip;
  private int leftBytes;

  /**
   * @param encoding the value of {@code grpc-encoding}
   * @param maxBytes of all messages together; what fails takes of them, too
   */
  GrpcCompression(String encoding, int maxBytes) {
    gzip = encoding.strip().toLowerCase(Locale.ROOT).equals(GZIP);
    leftBytes = maxBytes;
  }

  /** Null if it can't be decompressed, or not within what is left. */
  byte @Nullable [] removed(byte[] sent) {
    if (!gzip) {
      return null;
    }
    ArrivedInput input = new ArrivedInput(sent, Arrivals.NONE);
    Decoded decoded = ContentDecoder.decode(sent, false, List.of(GZIP), leftBytes, input);
    leftBytes -= input.decodedBytes();
    return decoded instanceof Decoded.Whole whole ? whole.content() : null;
  }
}
