package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.raw.StreamType;
import java.util.Locale;
import java.util.Set;

/**
 * A content type, with what may be kept of it.
 *
 * @param essence {@code type/subtype}, lower-case; empty if there is none, {@code unknown/unknown}
 *     if it is not one
 * @param text as it may be recorded: the essence as it was written, and a known charset
 * @param charset lower-case; empty if none is named
 */
record MediaType(String essence, String text, String charset) {

  private static final int MAX_ESSENCE = 96;

  private static final Set<String> CHARSETS =
      Set.of("utf-8", "utf8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16");

  private static final Set<String> TYPES =
      Set.of(
          "application",
          "audio",
          "font",
          "image",
          "message",
          "model",
          "multipart",
          "text",
          "video");

  static MediaType parse(String value) {
    int semicolon = value.indexOf(';');
    String written = (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
    String essence = written.toLowerCase(Locale.ROOT);
    if (!essence.isEmpty() && !plausible(essence)) {
      return new MediaType("unknown/unknown", "unknown/unknown", "");
    }
    String parameters = semicolon < 0 ? "" : value.substring(semicolon);
    String charset = charset(parameters);
    boolean onlyCharset =
        parameters.replace(" ", "").replace("\"", "").equalsIgnoreCase(";charset=" + charset);
    String text =
        onlyCharset || parameters.isEmpty()
            ? value
            : charset.isEmpty() ? written : written + "; charset=" + charset;
    return new MediaType(essence, text, charset);
  }

  boolean json() {
    return essence.equals("application/json")
        || essence.equals("text/json")
        || essence.endsWith("+json");
  }

  boolean jsonLines() {
    return switch (essence) {
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/json-seq" ->
          true;
      default -> false;
    };
  }

  /** Server-sent events. */
  boolean events() {
    return StreamType.isEvents(essence);
  }

  /** gRPC, with whichever codec. */
  boolean grpc() {
    return StreamType.isGrpc(essence);
  }

  boolean form() {
    return essence.equals("application/x-www-form-urlencoded");
  }

  boolean readable() {
    return essence.startsWith("text/")
        || essence.endsWith("+xml")
        || essence.equals("application/xml")
        || essence.equals("application/javascript")
        || essence.equals("application/graphql");
  }

  private static String charset(String parameters) {
    int at = parameters.toLowerCase(Locale.ROOT).indexOf("charset=");
    if (at < 0) {
      return "";
    }
    int end = parameters.indexOf(';', at);
    String charset = parameters.substring(at + 8, end < 0 ? parameters.length() : end);
    String plain = charset.strip().replace("\"", "").toLowerCase(Locale.ROOT);
    return CHARSETS.contains(plain) ? plain : "";
  }

  private static boolean plausible(String essence) {
    int slash = essence.indexOf('/');
    return slash > 0
        && essence.length() <= MAX_ESSENCE
        && TYPES.contains(essence.substring(0, slash))
        && NameSanitiser.identifier(essence.substring(slash + 1).replace('+', '-'));
  }
}
