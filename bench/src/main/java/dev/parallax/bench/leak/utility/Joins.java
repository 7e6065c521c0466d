package dev.parallax.bench.leak.utility;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.bench.leak.place.Message;
import dev.parallax.bench.leak.place.Planned;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One value in path, query, header, cookie, form and JSON of one exchange, and what became of it.
 */
final class Joins {

  private static final Pattern JSON = Pattern.compile("\"ref\":\"?([^\",}]*)");

  private Joins() {}

  static Planned of(String value) {
    String coded = URLEncoder.encode(value, UTF_8).replace("+", "%20");
    Message request =
        new Message(
            "POST /customers/%1$s/orders?ref=%1$s HTTP/1.1".formatted(coded),
            List.of(
                "x-ref: " + value,
                "Cookie: ref=" + coded,
                "Content-Type: application/x-www-form-urlencoded"),
            ("ref=" + coded).getBytes(UTF_8),
            List.of());
    Message response =
        new Message(
            "HTTP/1.1 200 OK",
            List.of("Content-Type: application/json"),
            "{\"ref\":\"%s\"}".formatted(value).getBytes(UTF_8),
            List.of());
    return Planned.of(request, response);
  }

  /** What stands in each place, decoded; empty where nothing does. */
  static Map<String, String> recorded(Exchange exchange) {
    String target = exchange.getRequest().getTarget();
    Map<String, String> found = new LinkedHashMap<>();
    found.put("path", decoded(within(target, "/customers/([^/?]*)")));
    found.put("query", decoded(within(target, "[?&]ref=([^&]*)")));
    found.put("header", header(exchange, "x-ref"));
    found.put("cookie", decoded(within(header(exchange, "cookie"), "ref=([^;]*)")));
    found.put(
        "form",
        decoded(
            within(exchange.getRequest().getBody().getContent().toStringUtf8(), "ref=([^&]*)")));
    Matcher json = JSON.matcher(exchange.getResponse().getBody().getContent().toStringUtf8());
    found.put("JSON", json.find() ? Objects.requireNonNull(json.group(1)) : "");
    return found;
  }

  private static String header(Exchange exchange, String name) {
    return exchange.getRequest().getHeadersList().stream()
        .filter(header -> header.getName().equalsIgnoreCase(name))
        .map(Header::getValue)
        .findFirst()
        .orElse("");
  }

  private static String within(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Objects.requireNonNull(matcher.group(1)) : "";
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }
}
