package dev.parallax.cli.har;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Walks JSON that may have more in it than is asked for, or other types than it should. */
final class JsonFields {

  private JsonFields() {}

  /** Reads a value, or leaves it as it stands. */
  interface Field {
    void value(String name) throws IOException;
  }

  /** Reads an item of a list, or leaves it as it stands. */
  interface Item {
    void value() throws IOException;
  }

  /** Of the object that the parser stands at; of anything else, none. Ends behind it. */
  static void each(JsonParser in, Field field) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      field.value(name);
      skipUnread(in);
    }
  }

  /** Of the list that the parser stands at; of anything else, none. Ends behind it. */
  static void items(JsonParser in, Item item) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      item.value();
      skipUnread(in);
    }
  }

  private static void skipUnread(JsonParser in) throws IOException {
    if (in.currentToken().isStructStart()) {
      in.skipChildren();
    }
  }

  /** Empty if it is no text and no number. */
  static String text(JsonParser in) throws IOException {
    JsonToken token = in.currentToken();
    return token == JsonToken.VALUE_STRING || token.isNumeric() ? in.getText() : "";
  }

  /** -1, which HAR has for what is not known, if it is no number. */
  static double number(JsonParser in) throws IOException {
    return in.currentToken().isNumeric() ? in.getDoubleValue() : -1;
  }
}
