package dev.parallax.cli.demo.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small tree of JSON, and the facts in it. */
final class ReportJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String SCHEMA = "1";

  /** A value: text of a scalar, and what is below it. What is absent is empty. */
  private record Node(String text, Map<String, Node> members, List<Node> items) {

    static final Node ABSENT = new Node("", Map.of(), List.of());

    Node at(String name) {
      return members.getOrDefault(name, ABSENT);
    }

    String text(String name) {
      return at(name).text();
    }

    long count(String name) {
      return Long.parseLong(text(name));
    }
  }

  private ReportJson() {}

  static ReportFacts read(Path file) throws IOException {
    Node root;
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      root = node(parser, parser.nextToken());
    }
    if (!root.text("schemaVersion").equals(SCHEMA)) {
      throw new IOException(
          "%s: schema version %s (expected: %s)"
              .formatted(file, root.text("schemaVersion"), SCHEMA));
    }
    try {
      return facts(root);
    } catch (NumberFormatException e) {
      throw new IOException(file + ": not a report: " + e.getMessage(), e);
    }
  }

  private static Node node(JsonParser parser, @Nullable JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      Map<String, Node> members = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        members.put(name, node(parser, parser.nextToken()));
      }
      return new Node("", members, List.of());
    }
    if (token == JsonToken.START_ARRAY) {
      List<Node> items = new ArrayList<>();
      for (JsonToken item = parser.nextToken();
          item != JsonToken.END_ARRAY;
          item = parser.nextToken()) {
        items.add(node(parser, item));
      }
      return new Node("", Map.of(), items);
    }
    return token == null || token == JsonToken.VALUE_NULL
        ? Node.ABSENT
        : new Node(parser.getText(), Map.of(), List.of());
  }

  private static ReportFacts facts(Node root) {
    Map<String, Long> funnel = counts(root.at("funnel"));
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (Node latency : root.at("latencies").items()) {
      String estimate = latency.at("ratio").text("estimate");
      if (!estimate.isEmpty()) {
        ratios.put(latency.text("endpoint"), Double.parseDouble(estimate));
      }
    }
    return new ReportFacts(
        root.at("verdict").text("decision"),
        funnel,
        counts(root.at("funnel").at("losses")),
        root.at("findings").items().stream().map(ReportJson::found).toList(),
        root.at("verdict").at("rulings").items().stream().map(ReportJson::ruled).toList(),
        ratios);
  }

  private static Map<String, Long> counts(Node node) {
    Map<String, Long> counts = new LinkedHashMap<>();
    node.members()
        .forEach(
            (name, value) -> {
              if (!value.text().isEmpty()) {
                counts.put(name, Long.parseLong(value.text()));
              }
            });
    return counts;
  }

  private static ReportFacts.Found found(Node finding) {
    return new ReportFacts.Found(
        finding.text("cause"),
        finding.text("endpoint"),
        finding.text("location"),
        finding.text("kind"),
        finding.count("differing"),
        finding.count("compared"),
        finding.text("statement"));
  }

  private static ReportFacts.Ruled ruled(Node ruling) {
    return new ReportFacts.Ruled(
        ruling.text("gate"),
        ruling.text("endpoint"),
        ruling.text("decision"),
        ruling.text("judged").equals("true"),
        ruling.text("statement"));
  }
}
