package dev.parallax.bench.leak.utility;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The scalars of a document of JSON, in order. */
final class Leaves {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * @param key the nearest one above
   */
  record Leaf(String key, JsonToken type, String text) {

    int length() {
      return text.codePointCount(0, text.length());
    }
  }

  private Leaves() {}

  static List<Leaf> of(byte[] json) throws IOException {
    List<Leaf> leaves = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          leaves.add(
              new Leaf(
                  Objects.requireNonNullElse(parser.currentName(), ""), token, parser.getText()));
        }
      }
    }
    return leaves;
  }
}
