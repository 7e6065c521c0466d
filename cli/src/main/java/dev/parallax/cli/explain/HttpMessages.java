package dev.parallax.cli.explain;

import dev.parallax.proto.Failure;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.ExchangeId;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.RawRoute;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 messages as they stand on the wire, or in an editor: requests, each with its
 * response behind it, or without one.
 *
 * <p>A body is as long as {@code Content-Length} or its chunks say; without either, it ends before
 * the next start line, or at the end. Lines may end in LF alone.
 */
public final class HttpMessages {

  private static final int NOT_MODIFIED = 304;
  private static final int NO_CONTENT = 204;
  private static final int SWITCHING = 101;
  private static final int MAX_CHUNK_DIGITS = 7;

  private static final String START_LINE =
      "no start line (expected: 'GET /path HTTP/1.1' or 'HTTP/1.1 200 OK', without the marks that"
          + " curl -v puts before it)";

  private final MessageLines in;

  private HttpMessages(byte[] bytes) {
    in = new MessageLines(bytes);
  }

  /**
   * All exchanges of a text.
   *
   * @throws MalformedMessage if something in it is no HTTP
   */
  public static List<RawExchange> read(byte[] text) throws MalformedMessage {
    return new HttpMessages(text).all();
  }

  private List<RawExchange> all() throws MalformedMessage {
    List<RawExchange> exchanges = new ArrayList<>();
    @Nullable RawRequest asked = null;
    in.skipEmpty();
    for (String line = in.next(); line != null; line = in.next()) {
      Matcher request = StartLines.request(line.stripTrailing());
      Matcher status = StartLines.status(line.stripTrailing());
      if (request.matches()) {
        if (asked != null) {
          exchanges.add(exchange(asked, null));
        }
        asked = request(request);
      } else if (!status.matches()) {
        throw new MalformedMessage(in.number(), START_LINE);
      } else if (asked == null) {
        throw new MalformedMessage(
            in.number(), "a response without a request (expected: the request before it)");
      } else {
        RawResponse response = response(status, asked.method());
        // What comes before the answer proper is not recorded either.
        if (response.status() >= 200 || response.status() == SWITCHING) {
          exchanges.add(exchange(asked, response));
          asked = null;
        }
      }
      in.skipEmpty();
    }
    if (asked != null) {
      exchanges.add(exchange(asked, null));
    }
    return exchanges;
  }

  private RawRequest request(Matcher line) throws MalformedMessage {
    List<RawHeader> headers = headers();
    Body body = body(headers);
    return new RawRequest(
        line.group(1),
        line.group(2),
        line.group(3),
        headers,
        RawBody.whole(body.content()),
        body.trailers());
  }

  private RawResponse response(Matcher line, String method) throws MalformedMessage {
    List<RawHeader> headers = headers();
    int status = Integer.parseInt(line.group(2));
    boolean bodiless =
        status < 200 || status == NO_CONTENT || status == NOT_MODIFIED || method.equals("HEAD");
    Body body = bodiless ? new Body(new byte[0], List.of()) : body(headers);
    String reason = line.group(3);
    return new RawResponse(
        status,
        reason == null ? "" : reason,
        line.group(1),
        headers,
        RawBody.whole(body.content()),
        body.trailers());
  }

  private List<RawHeader> headers() throws MalformedMessage {
    List<RawHeader> headers = new ArrayList<>();
    String line = in.next();
    while (line != null && !line.isEmpty()) {
      int colon = line.indexOf(':');
      if (colon < 1 || Character.isWhitespace(line.charAt(colon - 1)) || line.charAt(0) <= ' ') {
        throw new MalformedMessage(
            in.number(),
            "no header line (expected: 'Name: value', or an empty line before a body)");
      }
      headers.add(new RawHeader(line.substring(0, colon), line.substring(colon + 1).strip()));
      line = in.next();
    }
    return headers;
  }

  @SuppressWarnings("ArrayRecordComponent") // Handed on at once.
  private record Body(byte[] content, List<RawHeader> trailers) {}

  private Body body(List<RawHeader> headers) throws MalformedMessage {
    boolean chunked =
        RawHeader.first(headers, "transfer-encoding")
            .filter(coding -> coding.toLowerCase(Locale.ROOT).endsWith("chunked"))
            .isPresent();
    if (chunked) {
      return chunks();
    }
    String length = RawHeader.first(headers, "content-length").orElse("");
    if (length.isEmpty()) {
      return new Body(in.upToNextMessage(), List.of());
    }
    if (!length.matches("\\d{1,18}")) {
      throw new MalformedMessage(in.number(), "Content-Length is no number");
    }
    return new Body(in.bytes(Long.parseLong(length)), List.of());
  }

  /** RFC 9112, section 7.1. */
  private Body chunks() throws MalformedMessage {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      int length = chunkLength();
      if (length == 0) {
        return new Body(content.toByteArray(), headers());
      }
      content.writeBytes(in.bytes(length));
      String end = in.next();
      if (end == null || !end.isEmpty()) {
        throw new MalformedMessage(in.number(), "a chunk is longer than it says");
      }
    }
  }

  private int chunkLength() throws MalformedMessage {
    String line = in.next();
    String digits = line == null ? "" : line.replaceFirst(";.*", "").strip();
    if (!digits.matches("[0-9A-Fa-f]{1," + MAX_CHUNK_DIGITS + "}")) {
      throw new MalformedMessage(in.number(), "no length of a chunk");
    }
    return Integer.parseInt(digits, 16);
  }

  private static RawExchange exchange(RawRequest request, @Nullable RawResponse response) {
    Instant now = Instant.now();
    return new RawExchange(
        ExchangeId.create(now, new SplittableRandom()),
        now,
        "http",
        RawHeader.first(request.headers(), "host").orElse(""),
        "",
        request,
        response,
        response == null ? Failure.getDefaultInstance() : null,
        Timings.getDefaultInstance(),
        new RawRoute("", 1));
  }
}
