package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code /metrics} said: values by name and labels, empty labels left out as they mean none.
 */
record Scrape(Map<String, Double> values) {

  private static final Pattern LINE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  static Scrape of(String text) {
    Map<String, Double> values = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              Matcher matcher = LINE.matcher(line);
              assertThat(matcher.matches()).as(line).isTrue();
              String labels = matcher.group(2) == null ? "" : matcher.group(2);
              String key = key(matcher.group(1), labels);
              double value =
                  matcher.group(3).equals("+Inf")
                      ? Double.POSITIVE_INFINITY
                      : Double.parseDouble(matcher.group(3));
              assertThat(values.put(key, value)).as(key).isNull();
            });
    return new Scrape(values);
  }

  /**
   * @param labels as {@code a="x",b="y"}, in any order
   */
  double value(String name, String labels) {
    assertThat(values).containsKey(key(name, labels));
    return values.getOrDefault(key(name, labels), Double.NaN);
  }

  /** The sum over all series of that name whose labels contain {@code part}. */
  double sum(String name, String part) {
    return values.entrySet().stream()
        .filter(one -> one.getKey().startsWith(name + "{") && one.getKey().contains(part))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  long series(String name) {
    return values.keySet().stream().filter(key -> key.startsWith(name + "{")).count();
  }

  private static String key(String name, String labels) {
    TreeSet<String> sorted = new TreeSet<>();
    Matcher label = LABEL.matcher(labels);
    while (label.find()) {
      if (!label.group(2).isEmpty()) {
        sorted.add(label.group(1) + "=\"" + label.group(2) + "\"");
      }
    }
    return name + "{" + String.join(",", sorted) + "}";
  }

  /** What the text says of a metric: its type. */
  static String type(String text, String name) {
    return Arrays.stream(text.split("\n", -1))
        .filter(line -> line.startsWith("# TYPE " + name + " "))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("none");
  }
}
