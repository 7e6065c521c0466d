package dev.parallax.comparator.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON text into {@link Json}. */
final class JsonText {

  /** Deeper text is compared as text. */
  static final int MAX_DEPTH = 256;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(10_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(1_000_000)
                  .build())
          .build();

  private final JsonParser parser;
  private final boolean prefix;
  private int depthLeft;
  private boolean ended;

  private JsonText(JsonParser parser, boolean prefix, int maxDepth) {
    this.parser = parser;
    this.prefix = prefix;
    this.depthLeft = maxDepth;
  }

  /**
   * @param prefix the text may end anywhere between tokens: what is open then is marked as cut
   * @return null if it is no JSON, is deeper than {@link #MAX_DEPTH} or something follows it
   */
  static @Nullable Json parse(ByteString text, boolean prefix) {
    return parse(text, prefix, MAX_DEPTH);
  }

  /**
   * As {@link #parse(ByteString, boolean)}.
   *
   * @param maxDepth at most {@link #MAX_DEPTH}; what is deeper is no JSON
   */
  static @Nullable Json parse(ByteString text, boolean prefix, int maxDepth) {
    try (JsonParser parser = FACTORY.createParser(text.newInput())) {
      var reader = new JsonText(parser, prefix, maxDepth);
      JsonToken first = parser.nextToken();
      if (first == null) {
        return null;
      }
      Json value = reader.value(first);
      return reader.ended || parser.nextToken() == null ? value : null;
    } catch (IOException malformed) {
      return null;
    }
  }

  private Json value(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT, START_ARRAY -> container(token);
      case VALUE_STRING -> new Json.Str(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Json.Num.of(parser.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      default -> throw new IOException("unexpected token " + token);
    };
  }

  private Json container(JsonToken token) throws IOException {
    if (depthLeft <= 0) {
      throw new IOException("too deep");
    }
    depthLeft--;
    Json value = token == JsonToken.START_OBJECT ? object() : list();
    depthLeft++;
    return value;
  }

  private Json object() throws IOException {
    var members = new ArrayList<Json.Member>();
    JsonToken token = next();
    while (token != null && token != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken start = next();
      if (start == null) {
        return Json.Obj.of(members, true);
      }
      members.add(new Json.Member(name, value(start)));
      token = next();
    }
    return Json.Obj.of(members, token == null);
  }

  private Json list() throws IOException {
    List<Json> items = new ArrayList<>();
    JsonToken token = next();
    while (token != null && token != JsonToken.END_ARRAY) {
      items.add(value(token));
      token = next();
    }
    return Json.Arr.of(items, token == null);
  }

  /** Null where a prefix ends. */
  private @Nullable JsonToken next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("text ended inside a value");
      }
      return token;
    } catch (JsonEOFException end) {
      if (!prefix) {
        throw end;
      }
      ended = true;
      return null;
    }
  }
}
