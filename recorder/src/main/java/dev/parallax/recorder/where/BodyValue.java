package dev.parallax.recorder.where;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import dev.cel.common.values.NullValue;
import dev.parallax.proto.Body;
import dev.parallax.proto.StreamMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a body says: JSON's values, else its text; of a stream, the list of what its messages say.
 */
final class BodyValue {

  private static final JsonFactory JSON = JsonFactory.builder().build();

  private BodyValue() {}

  static Object of(Body body) {
    if (body.getExtent() == Body.Extent.EXTENT_MESSAGES) {
      return body.getMessagesList().stream()
          .map(StreamMessage::getContent)
          .map(BodyValue::of)
          .toList();
    }
    return of(body.getContent());
  }

  private static Object of(ByteString content) {
    if (mayBeJson(content)) {
      try (JsonParser parser = JSON.createParser(content.newInput())) {
        Object value = value(parser, parser.nextToken());
        if (parser.nextToken() == null) {
          return value;
        }
      } catch (IOException notJson) {
        return content.toStringUtf8();
      }
    }
    return content.toStringUtf8();
  }

  /** By its first sign: a bare text or number is a text. */
  private static boolean mayBeJson(ByteString content) {
    for (int i = 0; i < content.size(); i++) {
      byte b = content.byteAt(i);
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  /** Nesting is bounded by the parser. */
  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> NullValue.NULL_VALUE;
      default -> parser.getText();
    };
  }

  private static Object integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? (Object) parser.getDoubleValue()
        : (Object) parser.getLongValue();
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser, parser.nextToken()));
    }
    return members;
  }

  private static List<Object> list(JsonParser parser) throws IOException {
    List<Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("ends too early");
      }
      items.add(value(parser, token));
    }
    return items;
  }
}
