package dev.parallax.cli.demo.shop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A response: one JSON object. Each one is noisy: it names the request by a random id, in the body
 * and in a header, and says when it was served.
 */
record Answer(int status, List<Field> headers, String body) {

  private static final JsonFactory JSON = new JsonFactory();

  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /** One header. */
  record Field(String name, String value) {}

  /** Writes the members of an object. */
  interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  static Answer of(int status, Members members) {
    String requestId = UUID.randomUUID().toString();
    StringWriter body = new StringWriter(1024);
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartObject();
      json.writeStringField("requestId", requestId);
      json.writeStringField("servedAt", MILLISECONDS.format(Instant.now()));
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(status, List.of(new Field("X-Request-Id", requestId)), body.toString());
  }

  static Answer error(int status, String message) {
    return of(status, json -> json.writeStringField("error", message));
  }

  Answer with(String name, String value) {
    List<Field> more = new ArrayList<>(headers);
    more.add(new Field(name, value));
    return new Answer(status, List.copyOf(more), body);
  }
}
