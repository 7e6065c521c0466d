package dev.parallax.replayer.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The query of a target: parameters between {@code &}, each percent-encoded. */
final class Query {

  private Query() {}

  /**
   * The target with one parameter of that name, where the first was or at the end.
   *
   * @param value not encoded; null for none of that name
   */
  static String with(String target, String name, @Nullable String value) {
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    List<String> parameters = new ArrayList<>();
    String left = value == null ? null : encoded(name) + '=' + encoded(value);
    if (question >= 0) {
      for (String parameter : target.substring(question + 1).split("&", -1)) {
        if (!name(parameter).equals(name)) {
          parameters.add(parameter);
        } else if (left != null) {
          parameters.add(left);
          left = null;
        }
      }
    }
    parameters.removeIf(String::isEmpty);
    if (left != null) {
      parameters.add(left);
    }
    return parameters.isEmpty() ? path : path + '?' + String.join("&", parameters);
  }

  private static String name(String parameter) {
    String name = parameter.split("=", 2)[0];
    try {
      return URLDecoder.decode(name, UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return name;
    }
  }

  /** A blank as %20, which is one everywhere. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
