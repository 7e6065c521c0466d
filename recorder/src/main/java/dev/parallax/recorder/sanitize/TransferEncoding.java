package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.syntax.QuotedPrintable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the content of a part is written (RFC 2045, section 6). */
enum TransferEncoding {
  BINARY("binary"),
  SEVEN_BIT("7bit"),
  EIGHT_BIT("8bit"),
  BASE64("base64"),
  QUOTED_PRINTABLE("quoted-printable"),
  /** Nobody knows what it means. */
  UNKNOWN("binary");

  private final String word;

  TransferEncoding(String word) {
    this.word = word;
  }

  static TransferEncoding of(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "", "binary" -> BINARY;
      case "7bit" -> SEVEN_BIT;
      case "8bit" -> EIGHT_BIT;
      case "base64" -> BASE64;
      case "quoted-printable" -> QUOTED_PRINTABLE;
      default -> UNKNOWN;
    };
  }

  /** As a header says it. */
  String word() {
    return word;
  }

  /** Null if it is not written so. */
  byte @Nullable [] decode(byte[] content) {
    return switch (this) {
      case BINARY, SEVEN_BIT, EIGHT_BIT -> content;
      case BASE64 -> base64(content);
      case QUOTED_PRINTABLE -> QuotedPrintable.decode(content);
      case UNKNOWN -> null;
    };
  }

  byte[] encode(byte[] content) {
    return switch (this) {
      case BASE64 -> Base64.getMimeEncoder().encode(content);
      case QUOTED_PRINTABLE -> QuotedPrintable.encode(content).getBytes(StandardCharsets.US_ASCII);
      case BINARY, SEVEN_BIT, EIGHT_BIT, UNKNOWN -> content;
    };
  }

  private static byte @Nullable [] base64(byte[] content) {
    try {
      return Base64.getMimeDecoder().decode(content);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
