package dev.parallax.cli.demo.shop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the shop reads of a JSON body: strings by name, wherever they stand, and products with
 * quantities.
 */
record Form(Map<String, String> strings, List<CartItem> items) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * @throws BadRequest if it is not JSON, or a number is none
   */
  static Form of(String body) {
    Map<String, String> strings = new HashMap<>();
    List<CartItem> items = new ArrayList<>();
    Optional<Integer> product = Optional.empty();
    try (JsonParser parser = JSON.createParser(body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING && parser.currentName() != null) {
          strings.put(parser.currentName(), parser.getText());
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
          int number = parser.getIntValue();
          if ("productId".equals(parser.currentName())) {
            product = Optional.of(number);
          } else if ("quantity".equals(parser.currentName()) && product.isPresent()) {
            items.add(CartItem.of(product.get(), number));
          }
        }
      }
    } catch (IOException malformed) {
      throw new BadRequest("the body is not JSON");
    }
    return new Form(strings, items);
  }

  /**
   * @throws BadRequest if there is no such string
   */
  String string(String name) {
    String value = strings.get(name);
    if (value == null) {
      throw new BadRequest("the body lacks " + name);
    }
    return value;
  }
}
