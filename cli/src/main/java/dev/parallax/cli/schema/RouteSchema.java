package dev.parallax.cli.schema;

import static dev.parallax.cli.schema.ValueSchema.oneOf;
import static dev.parallax.cli.schema.ValueSchema.ordered;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys that have no option: those of one entry of {@code proxy.routes}, and the secret. */
final class RouteSchema {

  private static final Map<String, Map<String, Object>> BY_KEY =
      Map.of(
          "proxy.routes.*.host",
          told("The host that it applies to: a name, or *.name. Default: any.", ValueSchema.TEXT),
          "proxy.routes.*.path",
          told(
              "The prefix of whole segments that it applies to. Default: /.",
              ordered("type", "string", "pattern", "^/", "default", "/")),
          "proxy.routes.*.upstream",
          told(
              "Where its requests go: http://host[:port].",
              ordered("type", "string", "pattern", "^[hH][tT][tT][pP]://[^/]+/?$")),
          "proxy.routes.*.hostHeader",
          told(
              "The Host that the upstream is told. Default: proxy.hostHeader.",
              oneOf("preserve", "upstream")),
          "proxy.routes.*.upgrade",
          told(
              "What becomes of WebSocket and other upgrades. Default: proxy.upgrade.",
              oneOf("refuse", "tunnel")),
          "proxy.routes.*.sample",
          told(
              "on, off, or the share of sessions that is recorded. Default: record.sample.",
              Map.of(
                  "anyOf",
                  List.of(
                      oneOf("on", "off"), ordered("type", "number", "minimum", 0, "maximum", 1)))),
          "proxy.routes.*.maxBody",
          told("How much of each body is recorded. Default: proxy.maxBody.", ValueSchema.SIZE),
          "sanitise.key",
          told(
              "The secret behind the pseudonyms, at least 16 bytes; rather in a file"
                  + " (sanitise.keyFile), or in PARALLAX_SANITISE_KEY.",
              ValueSchema.TEXT));

  /** What an entry of a list can't do without. */
  static final Map<String, List<String>> REQUIRED = Map.of("proxy.routes", List.of("upstream"));

  private RouteSchema() {}

  /** Of a key that no option has. */
  static Map<String, Object> of(String key) {
    return BY_KEY.getOrDefault(key, ValueSchema.plainOrList());
  }

  private static Map<String, Object> told(String description, Map<String, Object> schema) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("description", description);
    all.putAll(schema);
    return all;
  }
}
