package dev.parallax.cli.demo.shop;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request.
 *
 * @param headers by lower-case name; of repeated ones the last
 */
record Asked(String method, String target, Map<String, String> headers, String body) {

  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /**
   * A parameter of the query, decoded; of repeated ones the first.
   *
   * @throws BadRequest if it is not there, or can't be decoded
   */
  String parameter(String name) {
    int query = target.indexOf('?');
    for (String pair : target.substring(query + 1).split("&", -1)) {
      if (query >= 0 && pair.startsWith(name + '=')) {
        try {
          return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
          throw new BadRequest("the query is not percent-encoded");
        }
      }
    }
    throw new BadRequest("the query lacks " + name);
  }

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  Optional<String> cookie(String name) {
    Map<String, String> cookies = new HashMap<>();
    for (String pair : header("cookie").orElse("").split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        cookies.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
    return Optional.ofNullable(cookies.get(name));
  }

  /** Whether the connection ends with the answer. */
  boolean closes() {
    return header("connection").orElse("").toLowerCase(Locale.ROOT).contains("close");
  }
}
