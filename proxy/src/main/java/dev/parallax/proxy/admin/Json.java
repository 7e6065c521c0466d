package dev.parallax.proxy.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What an operator writes and reads: small JSON objects. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Writes the fields of one object. */
  @FunctionalInterface
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  static AdminAnswer object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("nothing but memory is written to", e);
    }
    return AdminAnswer.json(text.toString());
  }

  /** The value of the one field of an object such as {@code {"enabled": false}}; empty for else. */
  static Optional<Boolean> flag(String text, String field) {
    try (JsonParser json = FACTORY.createParser(text)) {
      boolean begun =
          json.nextToken() == JsonToken.START_OBJECT && field.equals(json.nextFieldName());
      JsonToken value = begun ? json.nextToken() : null;
      boolean whole =
          value != null
              && value.isBoolean()
              && json.nextToken() == JsonToken.END_OBJECT
              && json.nextToken() == null;
      return whole ? Optional.of(value == JsonToken.VALUE_TRUE) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
