package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.raw.StreamType;
import dev.parallax.recorder.syntax.HeaderParameters;
import dev.parallax.recorder.syntax.TextEncoding;
import java.util.Locale;
import java.util.Set;

/**
 * A content type, with what may be kept of it.
 *
 * @param essence {@code type/subtype}, lower-case; empty if there is none, {@code unknown/unknown}
 *     if it is not one
 * @param text as it may be recorded: the essence as it was written, and a known charset
 * @param charset lower-case; empty if none is named, {@value #UNKNOWN_CHARSET} if it is not known
 * @param boundary of a multipart type, as it was named; empty else
 */
record MediaType(String essence, String text, String charset, String boundary) {

  private static final String UNKNOWN_CHARSET = "unknown";

  private static final int MAX_ESSENCE = 96;

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
      return new MediaType("unknown/unknown", "unknown/unknown", "", "");
    }
    String parameters = semicolon < 0 ? "" : value.substring(semicolon);
    String charset = charset(parameters);
    boolean onlyCharset =
        !charset.equals(UNKNOWN_CHARSET)
            && parameters
                .replace(" ", "")
                .replace("\"", "")
                .equalsIgnoreCase(";charset=" + charset);
    String text =
        onlyCharset || parameters.isEmpty()
            ? value
            : charset.isEmpty() || charset.equals(UNKNOWN_CHARSET)
                ? written
                : written + "; charset=" + charset;
    String boundary =
        essence.startsWith("multipart/") ? HeaderParameters.of(value).get("boundary") : "";
    return new MediaType(essence, text, charset, boundary);
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

  boolean html() {
    return essence.equals("text/html");
  }

  boolean xml() {
    return essence.equals("application/xml")
        || essence.equals("text/xml")
        || essence.endsWith("+xml");
  }

  /** XML with the attributes of HTML, SVG or Atom. */
  boolean webXml() {
    return switch (essence) {
      case "application/xhtml+xml",
          "image/svg+xml",
          "application/atom+xml",
          "application/rss+xml" ->
          true;
      default -> false;
    };
  }

  /** A table, its cells parted by commas, tabs or the like. */
  boolean table() {
    return switch (essence) {
      case "text/csv", "application/csv", "text/x-csv" -> true;
      default -> tabbed();
    };
  }

  boolean tabbed() {
    return essence.equals("text/tab-separated-values");
  }

  boolean multipart() {
    return essence.startsWith("multipart/");
  }

  boolean graphql() {
    return essence.equals("application/graphql");
  }

  /** Text of any other form. */
  boolean readable() {
    return essence.startsWith("text/")
        || essence.equals("application/javascript")
        || essence.equals("application/x-javascript");
  }

  /** Whether there is a way to sanitise it. */
  boolean understood() {
    return json()
        || jsonLines()
        || form()
        || xml()
        || table()
        || multipart()
        || graphql()
        || readable();
  }

  private static String charset(String parameters) {
    int at = parameters.toLowerCase(Locale.ROOT).indexOf("charset=");
    if (at < 0) {
      return "";
    }
    int end = parameters.indexOf(';', at);
    String charset = parameters.substring(at + 8, end < 0 ? parameters.length() : end);
    String plain = charset.strip().replace("\"", "").toLowerCase(Locale.ROOT);
    return plain.isEmpty() || TextEncoding.knows(plain) ? plain : UNKNOWN_CHARSET;
  }

  private static boolean plausible(String essence) {
    int slash = essence.indexOf('/');
    return slash > 0
        && essence.length() <= MAX_ESSENCE
        && TYPES.contains(essence.substring(0, slash))
        && NameSanitiser.identifier(essence.substring(slash + 1).replace('+', '-'));
  }
}
