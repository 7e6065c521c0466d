package dev.parallax.replayer.correlate.place;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Strings and numbers of JSON. What is not written over stays as it was, sign by sign. */
final class JsonValues {

  private static final JsonFactory JSON = new JsonFactory();

  private final Trail trail;
  private final Nested nested;

  /** For each open array the index of its item, for each object -1. */
  private final List<Integer> items = new ArrayList<>();

  JsonValues(Trail trail, Nested nested) {
    this.trail = trail;
    this.nested = nested;
  }

  /** The document as it is to be written; null to leave it, also where it is malformed. */
  @Nullable String visit(String text) {
    int depth = trail.depth();
    Splice splice = new Splice(text);
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        step(parser, token, splice);
      }
      return splice.end();
    } catch (IOException malformed) {
      return null;
    } finally {
      trail.upTo(depth);
    }
  }

  private void step(JsonParser parser, JsonToken token, Splice splice) throws IOException {
    switch (token) {
      case FIELD_NAME -> trail.down(parser.currentName());
      case START_OBJECT -> {
        item();
        items.add(-1);
      }
      case START_ARRAY -> {
        item();
        items.add(0);
      }
      case END_OBJECT, END_ARRAY -> {
        items.removeLast();
        leave();
      }
      default -> {
        item();
        scalar(parser, token, splice);
        leave();
      }
    }
  }

  /** Within an array the index is the step, within an object the name was. */
  private void item() {
    if (!items.isEmpty() && items.getLast() >= 0) {
      trail.down(Place.index(items.getLast()));
      items.set(items.size() - 1, items.getLast() + 1);
    }
  }

  private void leave() {
    if (!items.isEmpty()) {
      trail.up();
    }
  }

  private void scalar(JsonParser parser, JsonToken token, Splice splice) throws IOException {
    boolean string = token == JsonToken.VALUE_STRING;
    if (!string && !token.isNumeric()) {
      return;
    }
    int from = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    String value = parser.getText();
    int to =
        string ? Math.toIntExact(parser.currentLocation().getCharOffset()) : from + value.length();
    String written = nested.visit(value);
    if (written != null) {
      splice.replace(from, to, !string && isNumber(written) ? written : quoted(written));
    }
  }

  private static boolean isNumber(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken token = parser.nextToken();
      return token != null && token.isNumeric() && parser.nextToken() == null;
    } catch (IOException notJson) {
      return false;
    }
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
