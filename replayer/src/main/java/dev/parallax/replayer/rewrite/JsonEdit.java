package dev.parallax.replayer.rewrite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets or removes what a pointer (RFC 6901) names in a document. All else stays sign by sign, but
 * for the blanks around what lies beside it.
 */
final class JsonEdit {

  private static final JsonFactory JSON = new JsonFactory();

  /** Any one step. */
  private static final String ANY = "*";

  /** Behind the last item of a list. */
  private static final String END = "-";

  private final String text;
  private final JsonParser parser;
  private final List<String> steps;
  private final @Nullable String json;

  private JsonEdit(String text, JsonParser parser, List<String> steps, @Nullable String json) {
    this.text = text;
    this.parser = parser;
    this.steps = steps;
    this.json = json;
  }

  /**
   * A member that is not there is added, if what would hold it is.
   *
   * @param steps at least one
   * @param json what is to stand there; null to remove it
   * @return null if nothing changes, also where the document is malformed
   */
  static @Nullable String apply(String text, List<String> steps, @Nullable String json) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return null;
      }
      JsonEdit edit = new JsonEdit(text, parser, steps, json);
      int from = edit.begin();
      String edited = edit.value(0);
      int to = edit.end();
      if (edited == null || parser.nextToken() != null) {
        return null;
      }
      // What lies before and behind is blank.
      return text.substring(0, from) + edited + text.substring(to);
    } catch (IOException malformed) {
      return null;
    }
  }

  /** The value that the parser is at, and then is at the end of; null if it does not change. */
  private @Nullable String value(int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> held(depth, JsonToken.END_OBJECT);
      case START_ARRAY -> held(depth, JsonToken.END_ARRAY);
      default -> null;
    };
  }

  private @Nullable String held(int depth, JsonToken end) throws IOException {
    boolean object = end == JsonToken.END_OBJECT;
    String step = steps.get(depth);
    boolean last = depth == steps.size() - 1;
    List<String> parts = new ArrayList<>();
    boolean changed = false;
    boolean found = false;
    for (int index = 0; parser.nextToken() != end; index++) {
      int from = begin();
      String name = object ? parser.currentName() : Integer.toString(index);
      if (object) {
        parser.nextToken();
      }
      int valueFrom = begin();
      boolean meant = step.equals(ANY) || step.equals(name);
      String edited = meant && !last ? value(depth + 1) : null;
      parser.skipChildren();
      if (meant && last) {
        found = true;
        edited = json;
      }
      changed |= edited != null || (meant && last);
      if (!(meant && last && json == null)) {
        parts.add(
            edited == null
                ? text.substring(from, end())
                : text.substring(from, valueFrom) + edited);
      }
    }
    if (last && !found && json != null && (object ? !step.equals(ANY) : step.equals(END))) {
      parts.add(object ? quoted(step) + ':' + json : json);
      changed = true;
    }
    String joined = String.join(",", parts);
    return changed ? object ? '{' + joined + '}' : '[' + joined + ']' : null;
  }

  private int begin() {
    return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
  }

  /** Behind what the parser is at. */
  private int end() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING || token.isStructEnd()) {
      // What a string holds is read when it is asked for.
      var _ = parser.getText();
      return Math.toIntExact(parser.currentLocation().getCharOffset());
    }
    return begin() + parser.getText().length();
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
