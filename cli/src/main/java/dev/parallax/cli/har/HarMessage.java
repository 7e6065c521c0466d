package dev.parallax.cli.har;

import com.fasterxml.jackson.core.JsonParser;
import dev.parallax.recorder.raw.RawHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an entry has of a request or a response, with its {@code postData} or {@code content}. */
final class HarMessage {

  /** Of text; of what is known to be longer only the length is taken. */
  static final int MAX_TEXT_BYTES = 16 << 20;

  String protocol = "";
  final List<RawHeader> headers = new ArrayList<>();
  String mimeType = "";
  @Nullable String text;
  boolean base64;

  /** Decoded bytes, as the file says; -1 if it does not. */
  long size = -1;

  /** Bytes that passed, as the file says; -1 if it does not. */
  long bodySize = -1;

  final List<Parameter> parameters = new ArrayList<>();

  /** Of a form. */
  record Parameter(String name, String value) {}

  /**
   * @return whether it is a field that both have
   */
  boolean read(String name, JsonParser in) throws IOException {
    switch (name) {
      case "httpVersion" -> protocol = JsonFields.text(in);
      case "headers" -> JsonFields.items(in, () -> header(in));
      case "bodySize" -> bodySize = (long) JsonFields.number(in);
      case "postData", "content" -> JsonFields.each(in, field -> body(field, in));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void body(String name, JsonParser in) throws IOException {
    switch (name) {
      case "mimeType" -> mimeType = JsonFields.text(in);
      case "encoding" -> base64 = JsonFields.text(in).equals("base64");
      case "size" -> size = (long) JsonFields.number(in);
      case "text" -> text = size > MAX_TEXT_BYTES ? null : JsonFields.text(in);
      case "params" -> JsonFields.items(in, () -> parameters.add(parameter(in)));
      default -> {}
    }
  }

  private static Parameter parameter(JsonParser in) throws IOException {
    String[] pair = pair(in);
    return new Parameter(pair[0], pair[1]);
  }

  /** Without the pseudo headers of HTTP/2; a header of several lines has a line end between two. */
  private void header(JsonParser in) throws IOException {
    String[] pair = pair(in);
    if (pair[0].isEmpty() || pair[0].startsWith(":")) {
      return;
    }
    for (String value : pair[1].split("\n", -1)) {
      headers.add(new RawHeader(pair[0], value.strip()));
    }
  }

  private static String[] pair(JsonParser in) throws IOException {
    String[] pair = {"", ""};
    JsonFields.each(
        in,
        field -> {
          switch (field) {
            case "name" -> pair[0] = JsonFields.text(in);
            case "value" -> pair[1] = JsonFields.text(in);
            default -> {}
          }
        });
    return pair;
  }

  /** The value of the first line of that name; empty if there is none. */
  String header(String name) {
    return RawHeader.first(headers, name).orElse("");
  }

  /** As many as it has of that name. */
  List<String> headerLines(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(RawHeader::value)
        .collect(Collectors.toList());
  }
}
