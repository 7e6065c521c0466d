package dev.parallax.comparator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields that are always there: {@code null} where there is nothing. */
final class JsonFields {

  private JsonFields() {}

  static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
    if (time == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, time.toString());
    }
  }

  static void unlessEmpty(JsonGenerator json, String name, String value) throws IOException {
    if (value.isEmpty()) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, value);
    }
  }

  static void finite(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }

  static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
