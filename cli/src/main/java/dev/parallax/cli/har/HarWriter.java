package dev.parallax.cli.har;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import dev.parallax.cli.show.ExchangeWriter;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.sample.Weights;
import java.io.IOException;
import java.io.Writer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Writes exchanges as one HAR 1.2, entry by entry. What HAR has no place for stands in {@code
 * _parallax} of the entry: id, session, weight, and how whole the bodies are. A body that is not
 * whole has no text.
 */
public final class HarWriter implements ExchangeWriter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final long UNKNOWN = -1;

  private final JsonGenerator json;

  /**
   * @param version of this program
   */
  public HarWriter(Writer out, String version) throws IOException {
    json =
        new JsonFactory()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .useDefaultPrettyPrinter();
    json.writeStartObject();
    json.writeObjectFieldStart("log");
    json.writeStringField("version", "1.2");
    json.writeObjectFieldStart("creator");
    json.writeStringField("name", "Parallax");
    json.writeStringField("version", version);
    json.writeEndObject();
    json.writeArrayFieldStart("entries");
  }

  @Override
  public void write(Exchange exchange) throws IOException {
    json.writeStartObject();
    Instant started = Instant.ofEpochSecond(0, exchange.getStartedAtNanos());
    json.writeStringField("startedDateTime", TIME.format(started));
    timings(exchange.getTimings());
    request(exchange);
    response(exchange);
    json.writeObjectFieldStart("cache");
    json.writeEndObject();
    json.writeStringField("comment", "recorded by a proxy, sanitised");
    ours(exchange);
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  /** The time is the sum of what is known of the phases. */
  private void timings(Timings timings) throws IOException {
    long sent = Math.min(timings.getRequestEndNanos(), timings.getLastByteNanos());
    long first = Math.max(sent, timings.getFirstByteNanos());
    long last = Math.max(first, timings.getLastByteNanos());
    json.writeNumberField("time", last / 1e6);
    json.writeObjectFieldStart("timings");
    for (String phase : List.of("blocked", "dns", "connect", "ssl")) {
      json.writeNumberField(phase, UNKNOWN);
    }
    json.writeNumberField("send", sent / 1e6);
    json.writeNumberField("wait", (first - sent) / 1e6);
    json.writeNumberField("receive", (last - first) / 1e6);
    json.writeEndObject();
  }

  private void request(Exchange exchange) throws IOException {
    Request request = exchange.getRequest();
    String target = request.getTarget();
    json.writeObjectFieldStart("request");
    json.writeStringField("method", request.getMethod());
    json.writeStringField(
        "url",
        exchange.getScheme()
            + "://"
            + exchange.getAuthority()
            + (target.startsWith("/") ? target : "/" + target));
    message(request.getProtocol(), request.getHeadersList());
    json.writeArrayFieldStart("cookies");
    json.writeEndArray();
    json.writeArrayFieldStart("queryString");
    int mark = target.indexOf('?');
    if (mark >= 0) {
      for (String pair : target.substring(mark + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        pair(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    json.writeEndArray();
    Body body = request.getBody();
    json.writeNumberField("bodySize", body.getLength());
    if (body.getLength() > 0) {
      json.writeObjectFieldStart("postData");
      json.writeStringField("mimeType", body.getContentType());
      content(body, isWhole(body));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** One that no answer came to has the status 0, as in browsers. */
  private void response(Exchange exchange) throws IOException {
    Response response = exchange.getResponse();
    Body body = response.getBody();
    json.writeObjectFieldStart("response");
    json.writeNumberField("status", response.getStatus());
    json.writeStringField("statusText", response.getReason());
    message(response.getProtocol(), response.getHeadersList());
    json.writeArrayFieldStart("cookies");
    json.writeEndArray();
    json.writeObjectFieldStart("content");
    json.writeNumberField("size", size(body));
    String type = body.getContentType();
    json.writeStringField("mimeType", type.isEmpty() ? "x-unknown" : type);
    content(body, isWhole(body));
    json.writeEndObject();
    json.writeStringField("redirectURL", first(response.getHeadersList(), "location"));
    json.writeNumberField("bodySize", body.getLength());
    if (exchange.hasFailure()) {
      json.writeStringField("_error", exchange.getFailure().getKind().name());
    }
    json.writeEndObject();
  }

  private void message(String protocol, List<Header> headers) throws IOException {
    json.writeStringField("httpVersion", protocol);
    json.writeNumberField("headersSize", UNKNOWN);
    json.writeArrayFieldStart("headers");
    for (Header header : headers) {
      pair(header.getName(), header.getValue());
    }
    json.writeEndArray();
  }

  private void pair(String name, String value) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("value", value);
    json.writeEndObject();
  }

  private static boolean isWhole(Body body) {
    return !body.getTruncated() && body.getExtent() == Body.Extent.EXTENT_WHOLE;
  }

  private static long size(Body body) {
    return isWhole(body) ? body.getContent().size() : body.getLength();
  }

  private void content(Body body, boolean whole) throws IOException {
    ByteString content = body.getContent();
    if (!whole) {
      json.writeStringField("comment", "not whole: " + body.getExtent().name());
    } else if (content.isValidUtf8()) {
      json.writeStringField("text", content.toStringUtf8());
    } else {
      json.writeStringField("text", Base64.getEncoder().encodeToString(content.toByteArray()));
      json.writeStringField("encoding", "base64");
    }
  }

  private void ours(Exchange exchange) throws IOException {
    json.writeObjectFieldStart("_parallax");
    json.writeStringField("id", exchange.getId());
    json.writeStringField("service", exchange.getService());
    json.writeStringField("session", exchange.getSession());
    json.writeNumberField("weight", Weights.of(exchange));
    json.writeNumberField("connectNanos", exchange.getTimings().getConnectNanos());
    if (exchange.hasFailure()) {
      json.writeStringField("failure", exchange.getFailure().getKind().name());
    }
    json.writeStringField(
        "requestBody", exchange.getRequest().getBody().getExtent().name().replace("EXTENT_", ""));
    json.writeStringField(
        "responseBody", exchange.getResponse().getBody().getExtent().name().replace("EXTENT_", ""));
    json.writeEndObject();
  }

  private static String first(List<Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.getName().equalsIgnoreCase(name))
        .map(Header::getValue)
        .findFirst()
        .orElse("");
  }

  /** As it stands where it is no encoding. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOne) {
      return text;
    }
  }
}
