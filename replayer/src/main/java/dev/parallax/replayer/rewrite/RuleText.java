package dev.parallax.replayer.rewrite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parallax.replayer.plan.Routes;
import dev.parallax.replayer.safety.ForwardedHost;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one rule, from left to right. */
final class RuleText {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
  private static final String EQUALS = " = ";
  private static final String GRAMMAR =
      "[METHOD [/path]] set header|query|body PLACE = VALUE, or remove header|query|body PLACE";

  private final String text;
  private int at;

  /** Where that begins which is looked at. */
  private int looked;

  private RuleText(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException naming the rule, the position in it, and what was expected
   */
  static Rule parse(String text) {
    String plain = text.strip();
    return new RuleText(plain).rule();
  }

  private Rule rule() {
    Routes routes = routes();
    boolean set =
        switch (word()) {
          case "set" -> true;
          case "remove" -> false;
          default -> throw refused("set or remove");
        };
    String part = word();
    if (!Set.of("header", "query", "body").contains(part)) {
      throw refused("header, query or body");
    }
    int from = blanks(at);
    int equals = set ? text.indexOf(EQUALS, from) : text.length();
    if (set && equals < 0 && text.endsWith(EQUALS.stripTrailing())) {
      equals = text.length() - EQUALS.stripTrailing().length();
    }
    if (equals < from || text.substring(from, equals).isBlank()) {
      looked = from;
      throw refused(set ? "PLACE = VALUE" : "PLACE");
    }
    looked = from;
    String place = text.substring(from, equals).strip();
    int valueFrom = Math.min(text.length(), equals + EQUALS.length());
    String value = set ? text.substring(valueFrom).strip() : null;
    return new Rule(text, routes, change(part, place, value, valueFrom));
  }

  private @Nullable Routes routes() {
    int begin = at;
    String method = word();
    if (!method.matches("[A-Z]+")) {
      at = begin;
      return null;
    }
    int behind = at;
    String path = word();
    if (!path.startsWith("/")) {
      at = behind;
      return new Routes(Rewrites.KEY, Set.of(method));
    }
    return new Routes(Rewrites.KEY, Set.of(method + ' ' + path));
  }

  private Change change(String part, String place, @Nullable String value, int valueFrom) {
    return switch (part) {
      case "header" -> header(place, value == null ? null : text(value, valueFrom), valueFrom);
      case "query" -> {
        requireWord(place);
        yield new Change.Parameter(place, value == null ? null : text(value, valueFrom));
      }
      default -> {
        if (value != null && !isJson(value)) {
          looked = valueFrom;
          throw refused("a value of JSON, such as \"EUR\", 10 or null");
        }
        yield new Change.Value(steps(place), value);
      }
    };
  }

  private Change header(String name, @Nullable String value, int valueFrom) {
    String small = name.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches() && !name.startsWith(":")) {
      throw refused("the name of a header");
    }
    FixedHeaders.whyNot(small, value != null)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(
                  "%s: %s: %s %s".formatted(Rewrites.KEY, text, name, why));
            });
    looked = valueFrom;
    if (value != null && value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw refused("a value without control characters");
    }
    if (value == null) {
      return new Change.HeaderLine(name, null);
    }
    boolean host = small.equals("host");
    List<String> named = host ? List.of(value) : ForwardedHost.names(name, value);
    if (!named.stream().allMatch(one -> AUTHORITY.matcher(one).matches())) {
      throw refused("host or host:port");
    }
    return host ? new Change.Host(value) : new Change.HeaderLine(name, value);
  }

  /** As it stands, or a string of JSON: so it may have blanks at its ends, and commas in a list. */
  private String text(String value, int from) {
    if (!value.startsWith("\"")) {
      return value;
    }
    try (JsonParser parser = JSON.createParser(value)) {
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        String inner = parser.getText();
        if (parser.nextToken() == null) {
          return inner;
        }
      }
    } catch (IOException notJson) {
      // Said below.
    }
    looked = from;
    throw refused("a text, or a string of JSON");
  }

  private List<String> steps(String pointer) {
    if (!pointer.startsWith("/")) {
      throw refused("a JSON pointer, such as /customer/id");
    }
    return Arrays.stream(pointer.substring(1).split("/", -1))
        .map(step -> step.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private void requireWord(String place) {
    if (place.chars().anyMatch(Character::isWhitespace)) {
      throw refused("the name of a parameter");
    }
  }

  private static boolean isJson(String value) {
    try (JsonParser parser = JSON.createParser(value)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException notJson) {
      return false;
    }
  }

  /** The next word; empty at the end. */
  private String word() {
    int from = blanks(at);
    looked = from;
    int to = from;
    while (to < text.length() && !Character.isWhitespace(text.charAt(to))) {
      to++;
    }
    at = to;
    return text.substring(from, to);
  }

  private int blanks(int from) {
    int to = from;
    while (to < text.length() && Character.isWhitespace(text.charAt(to))) {
      to++;
    }
    return to;
  }

  private IllegalArgumentException refused(String expected) {
    return new IllegalArgumentException(
        "%s: %s: at character %d (expected: %s; the form is: %s)"
            .formatted(Rewrites.KEY, text, looked + 1, expected, GRAMMAR));
  }
}
