package dev.parallax.cli.har;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * One entry as it stands in the file: what HAR 1.2 has, and of what Chromium adds to it that which
 * tells whether a server had a part in it.
 */
final class HarEntry {

  String started = "";
  String method = "";
  String url = "";
  int status;
  String statusText = "";

  /** Chromium's name of what went wrong: {@code net::ERR_ABORTED}. */
  String error = "";

  /** {@code memory} or {@code disk}. */
  String fromCache = "";

  String resourceType = "";
  boolean byServiceWorker;

  /** Milliseconds, all of it. */
  double time = -1;

  /** Milliseconds by phase; -1 where it does not apply. */
  final Map<String, Double> timings = new HashMap<>();

  final HarMessage request = new HarMessage();
  final HarMessage response = new HarMessage();

  static HarEntry read(JsonParser in) throws IOException {
    HarEntry entry = new HarEntry();
    JsonFields.each(in, name -> entry.field(name, in));
    return entry;
  }

  private void field(String name, JsonParser in) throws IOException {
    switch (name) {
      case "startedDateTime" -> started = JsonFields.text(in);
      case "time" -> time = JsonFields.number(in);
      case "_fromCache" -> fromCache = JsonFields.text(in);
      case "_resourceType" -> resourceType = JsonFields.text(in);
      case "request" -> JsonFields.each(in, field -> request(field, in));
      case "response" -> JsonFields.each(in, field -> response(field, in));
      case "timings" -> JsonFields.each(in, phase -> timings.put(phase, JsonFields.number(in)));
      default -> {}
    }
  }

  private void request(String name, JsonParser in) throws IOException {
    switch (name) {
      case "method" -> method = JsonFields.text(in);
      case "url" -> url = JsonFields.text(in);
      default -> {
        var _ = request.read(name, in);
      }
    }
  }

  private void response(String name, JsonParser in) throws IOException {
    switch (name) {
      case "status" -> status = (int) JsonFields.number(in);
      case "statusText" -> statusText = JsonFields.text(in);
      case "_error" -> error = JsonFields.text(in);
      case "_fetchedViaServiceWorker" ->
          byServiceWorker = in.currentToken() == JsonToken.VALUE_TRUE;
      default -> {
        var _ = response.read(name, in);
      }
    }
  }

  /** Nanoseconds of a phase; 0 where it does not apply. */
  long nanos(String phase) {
    return Math.round(Math.max(0, timings.getOrDefault(phase, 0.0)) * 1e6);
  }
}
