package dev.parallax.bench.leak.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.bench.leak.value.Secret;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A secret in its form, as a place takes it.
 *
 * @param key what an API calls the field
 */
record Written(String key, List<String> texts, boolean escaped) {

  static Written of(String key, Secret secret, Form form) {
    return new Written(key, secret.texts().stream().map(form::of).toList(), form.isEscaped());
  }

  /** All of them, as plain text. */
  String lines() {
    return String.join("\n", texts);
  }

  /** On one line. */
  String line() {
    return String.join("; ", texts);
  }

  List<String> json() {
    return texts.stream().map(this::json).toList();
  }

  String json(String text) {
    return escaped ? text : text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  List<String> url() {
    return texts.stream().map(this::url).toList();
  }

  private String url(String text) {
    return escaped ? text : URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("%40", "@");
  }

  List<String> markup() {
    return texts.stream()
        .map(
            text ->
                escaped
                    ? text
                    : text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"))
        .toList();
  }

  /** {@code {"key":"a"}}, or {@code {"key":["a","b"]}}. */
  String object() {
    return "{\"%s\":%s}".formatted(key, array());
  }

  /** {@code "a"}, or {@code ["a","b"]}. */
  String array() {
    List<String> strings = json().stream().map(text -> '"' + text + '"').toList();
    return strings.size() == 1 ? strings.getFirst() : strings.toString();
  }

  /** {@code key=a&key=b}, escaped for URLs. */
  String query() {
    return url().stream().map(text -> key + '=' + text).collect(Collectors.joining("&"));
  }

  /** Each by a template with one {@code %s}, numbered where there is a {@code #}. */
  static String each(List<String> texts, String template, String between) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> template.replace("#", Integer.toString(i)).replace("%s", texts.get(i)))
        .collect(Collectors.joining(between));
  }
}
