package dev.parallax.cli.show;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.StreamMessage;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.StreamType;
import dev.parallax.recorder.sanitize.Reduced;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * One JSON object a line for each exchange. Headers are a list of {@code [name, value]} pairs,
 * since order and repeats matter; a body's content is {@code text} if it is UTF-8, else {@code
 * base64}, and that of a stream {@code messages}, each with a content of its own; durations are
 * nanoseconds.
 */
public final class JsonLines implements ExchangeWriter {

  private static final JsonFactory JSON = new JsonFactory();

  private final Writer out;

  public JsonLines(Writer out) {
    this.out = out;
  }

  @Override
  public void write(Exchange exchange) throws IOException {
    try (JsonGenerator json =
        JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.writeStartObject();
      json.writeStringField("id", exchange.getId());
      json.writeStringField("startedAt", instant(exchange.getStartedAtNanos()).toString());
      json.writeStringField("service", exchange.getService());
      json.writeStringField("scheme", exchange.getScheme());
      json.writeStringField("authority", exchange.getAuthority());
      json.writeStringField("session", exchange.getSession());
      request(json, exchange.getRequest());
      if (exchange.hasResponse()) {
        response(json, exchange.getResponse());
      }
      if (exchange.hasFailure()) {
        failure(json, exchange.getFailure());
      }
      timings(json, exchange.getTimings());
      json.writeObjectFieldStart("selection");
      json.writeStringField("reason", exchange.getSelection().getReason());
      json.writeNumberField("probability", exchange.getSelection().getProbability());
      json.writeBooleanField("orphan", exchange.getSelection().getOrphan());
      json.writeEndObject();
      sanitisation(json, exchange.getSanitisation());
      json.writeEndObject();
    }
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }

  /** The instant of a count of nanoseconds since the Unix epoch. */
  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static void request(JsonGenerator json, Request request) throws IOException {
    json.writeObjectFieldStart("request");
    json.writeStringField("method", request.getMethod());
    json.writeStringField("target", request.getTarget());
    json.writeStringField("protocol", request.getProtocol());
    headers(json, "headers", request.getHeadersList());
    body(json, request.getBody());
    headers(json, "trailers", request.getTrailersList());
    json.writeEndObject();
  }

  private static void response(JsonGenerator json, Response response) throws IOException {
    json.writeObjectFieldStart("response");
    json.writeNumberField("status", response.getStatus());
    json.writeStringField("reason", response.getReason());
    json.writeStringField("protocol", response.getProtocol());
    headers(json, "headers", response.getHeadersList());
    body(json, response.getBody());
    headers(json, "trailers", response.getTrailersList());
    json.writeEndObject();
  }

  private static void headers(JsonGenerator json, String field, List<Header> headers)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Header header : headers) {
      json.writeStartArray();
      json.writeString(header.getName());
      json.writeString(header.getValue());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void body(JsonGenerator json, Body body) throws IOException {
    json.writeObjectFieldStart("body");
    json.writeStringField("extent", body.getExtent().name().replace("EXTENT_", ""));
    json.writeNumberField("length", body.getLength());
    json.writeStringField("contentType", body.getContentType());
    if (!body.getContentCoding().isEmpty()) {
      json.writeStringField("contentCoding", body.getContentCoding());
    }
    json.writeBooleanField("truncated", body.getTruncated());
    if (!body.getReducedBecause().isEmpty()) {
      json.writeStringField("reducedBecause", body.getReducedBecause());
    }
    if (body.getExtent() == Body.Extent.EXTENT_MESSAGES) {
      messages(json, body);
    } else {
      content(json, body.getContent());
    }
    json.writeEndObject();
  }

  private static void messages(JsonGenerator json, Body body) throws IOException {
    boolean binary = StreamType.isGrpc(body.getContentType());
    json.writeArrayFieldStart("messages");
    for (StreamMessage message : body.getMessagesList()) {
      json.writeStartObject();
      json.writeNumberField("offsetNanos", message.getOffsetNanos());
      json.writeStringField("kind", message.getKind());
      if (!message.getId().isEmpty()) {
        json.writeStringField("id", message.getId());
      }
      json.writeNumberField("length", message.getLength());
      if (Reduced.is(message)) {
        json.writeBooleanField("reduced", true);
      }
      if (binary && !message.getContent().isEmpty()) {
        base64(json, message.getContent());
      } else {
        content(json, message.getContent());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void content(JsonGenerator json, ByteString content) throws IOException {
    if (content.isEmpty()) {
      return;
    }
    if (content.isValidUtf8()) {
      json.writeStringField("text", content.toStringUtf8());
    } else {
      base64(json, content);
    }
  }

  private static void base64(JsonGenerator json, ByteString content) throws IOException {
    json.writeStringField("base64", Base64.getEncoder().encodeToString(content.toByteArray()));
  }

  private static void failure(JsonGenerator json, Failure failure) throws IOException {
    json.writeObjectFieldStart("failure");
    json.writeStringField("kind", failure.getKind().name());
    json.writeStringField("detail", failure.getDetail());
    json.writeEndObject();
  }

  private static void timings(JsonGenerator json, Timings timings) throws IOException {
    json.writeObjectFieldStart("timings");
    json.writeNumberField("connectNanos", timings.getConnectNanos());
    json.writeBooleanField("connectionReused", timings.getConnectionReused());
    json.writeNumberField("requestEndNanos", timings.getRequestEndNanos());
    json.writeNumberField("firstByteNanos", timings.getFirstByteNanos());
    json.writeNumberField("lastByteNanos", timings.getLastByteNanos());
    json.writeEndObject();
  }

  private static void sanitisation(JsonGenerator json, Sanitisation sanitisation)
      throws IOException {
    json.writeObjectFieldStart("sanitisation");
    json.writeStringField("mode", sanitisation.getMode().name());
    json.writeStringField("policyDigest", sanitisation.getPolicyDigest());
    json.writeStringField("keyEpoch", sanitisation.getKeyEpoch());
    json.writeArrayFieldStart("leaves");
    for (Leaf leaf : sanitisation.getLeavesList()) {
      json.writeStartObject();
      json.writeStringField("location", leaf.getLocation());
      json.writeStringField("kind", leaf.getKind());
      json.writeStringField("fidelity", leaf.getFidelity().name());
      lists(json, leaf);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** As the event has them, see {@code Leaf}; absent where the value is in no list. */
  private static void lists(JsonGenerator json, Leaf leaf) throws IOException {
    if (leaf.getListsCount() > 0) {
      numbers(json, "lists", leaf.getListsList());
      numbers(json, "items", leaf.getItemsList());
    }
  }

  private static void numbers(JsonGenerator json, String field, List<Integer> numbers)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }
}
