package dev.parallax.cli.schema;

import dev.parallax.cli.config.Settings;
import dev.parallax.cli.config.Values.ByteSize;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;

/** How the value of one key is written, as a JSON Schema. */
final class ValueSchema {

  /** YAML takes {@code version: 1.2} for a number: a text may look like anything plain. */
  static final Map<String, Object> TEXT = Map.of("type", List.of("string", "number", "boolean"));

  static final Map<String, Object> SIZE =
      ordered(
          "type",
          List.of("string", "integer"),
          "minimum",
          0,
          "pattern",
          "^\\d{1,18}\\s*([bB]|[kKmMgG]([iI][bB])?)?$");

  private static final Map<String, Object> DURATION =
      ordered("type", "string", "pattern", "^\\d{1,18}\\s*([mM][sS]|[sSmMhH])$");
  private static final Map<String, Object> ADDRESS =
      ordered("type", "string", "pattern", "^.*:\\d{1,5}$");
  private static final Map<String, Object> TARGET =
      ordered("type", "string", "pattern", "^https?://[^/]");

  /** An item of a list must not look like two. */
  private static final Map<String, Object> ITEM = ordered("type", "string", "pattern", "^[^,]*$");

  private ValueSchema() {}

  /** Of the key that an option has. */
  static Map<String, Object> of(OptionSpec option) {
    Map<String, Object> schema = new LinkedHashMap<>();
    String key = Settings.key(option).orElseThrow();
    schema.put("description", description(option, key));
    if (key.startsWith(Settings.KAFKA_PREFIX)) {
      schema.putAll(plainOrList());
    } else if (option.typeInfo().isMultiValue()) {
      schema.put("type", List.of("string", "array"));
      schema.put("items", ITEM);
    } else {
      Class<?> type = option.type();
      schema.putAll(of(type));
      if (option.defaultValue() != null) {
        schema.put("default", parsed(option.defaultValue(), type));
      }
    }
    return schema;
  }

  /** Of a property of Kafka's, some of which are lists. */
  static Map<String, Object> plainOrList() {
    return ordered("type", List.of("string", "number", "boolean", "array"), "items", ITEM);
  }

  static Map<String, Object> oneOf(String... words) {
    return Map.of("enum", List.of(words));
  }

  private static Map<String, Object> of(Class<?> type) {
    if (type.isEnum()) {
      return oneOf(
          Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
              .toArray(String[]::new));
    }
    if (isInteger(type)) {
      return Map.of("type", "integer");
    }
    if (isNumber(type)) {
      return Map.of("type", "number");
    }
    if (isBoolean(type)) {
      return Map.of("type", "boolean");
    }
    if (type == Duration.class) {
      return DURATION;
    }
    if (type == ByteSize.class) {
      return SIZE;
    }
    if (type == InetSocketAddress.class) {
      return ADDRESS;
    }
    return type == URI.class ? TARGET : TEXT;
  }

  private static Object parsed(String value, Class<?> type) {
    if (isInteger(type)) {
      return Long.valueOf(value);
    }
    if (isNumber(type)) {
      return Double.valueOf(value);
    }
    return isBoolean(type) ? (Object) Boolean.valueOf(value) : value;
  }

  private static boolean isInteger(Class<?> type) {
    return type == int.class || type == Integer.class || type == long.class || type == Long.class;
  }

  private static boolean isNumber(Class<?> type) {
    return type == double.class || type == Double.class;
  }

  private static boolean isBoolean(Class<?> type) {
    return type == boolean.class || type == Boolean.class;
  }

  private static String description(OptionSpec option, String key) {
    return "%s (%s, %s)"
        .formatted(
            String.join(" ", option.description()), option.longestName(), Settings.variable(key));
  }

  /** Names and values in turn, in this order. */
  static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
