package dev.parallax.proxy.downstream;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;

/** The names that say where a request ends, and those that are taken for them. */
final class FramingNames {

  private static final AsciiString CONTENT_LENGTH_LOOKALIKE = AsciiString.cached("content_length");
  private static final AsciiString TRANSFER_ENCODING_LOOKALIKE =
      AsciiString.cached("transfer_encoding");

  private FramingNames() {}

  static boolean isContentLength(AsciiString name) {
    return HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name);
  }

  /** Netty drops trailers of these names, whatever their values are. */
  static boolean isForbiddenTrailer(AsciiString name) {
    return isContentLength(name)
        || HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)
        || HttpHeaderNames.TRAILER.contentEqualsIgnoreCase(name);
  }

  /** Gateways of the CGI kind make {@code _} of {@code -}, and so one name of both. */
  static boolean isLookalike(AsciiString name) {
    return switch (name.length()) {
      case 14 -> name.byteAt(7) == '_' && CONTENT_LENGTH_LOOKALIKE.contentEqualsIgnoreCase(name);
      case 17 -> name.byteAt(8) == '_' && TRANSFER_ENCODING_LOOKALIKE.contentEqualsIgnoreCase(name);
      default -> false;
    };
  }
}
