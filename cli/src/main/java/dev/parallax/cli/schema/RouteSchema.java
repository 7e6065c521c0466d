package dev.parallax.cli.schema;

import static dev.parallax.cli.schema.ValueSchema.oneOf;
import static dev.parallax.cli.schema.ValueSchema.ordered;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys that have no option: those of one entry of a list, and the secrets. */
final class RouteSchema {

  private static final Map<String, Map<String, Object>> BY_KEY =
      Map.ofEntries(
          entry(
              "proxy.routes.*.host",
              "The host that it applies to: a name, or *.name. Default: any.",
              ValueSchema.TEXT),
          entry(
              "proxy.routes.*.path",
              "The prefix of whole segments that it applies to. Default: /.",
              ordered("type", "string", "pattern", "^/", "default", "/")),
          entry(
              "proxy.routes.*.upstream",
              "Where its requests go: http[s]://host[:port].",
              ordered("type", "string", "pattern", "^[hH][tT][tT][pP][sS]?://[^/]+/?$")),
          entry(
              "proxy.routes.*.hostHeader",
              "The Host that the upstream is told. Default: proxy.hostHeader.",
              oneOf("preserve", "upstream")),
          entry(
              "proxy.routes.*.protocol",
              "What the upstream is spoken to in. Default: proxy.upstreamProtocol.",
              oneOf("auto", "http1", "http2")),
          entry(
              "proxy.routes.*.upgrade",
              "What becomes of WebSocket and other upgrades. Default: proxy.upgrade.",
              oneOf("refuse", "tunnel")),
          entry(
              "proxy.routes.*.sample",
              "on, off, or the share of sessions that is recorded. Default: record.sample.",
              Map.of(
                  "anyOf",
                  List.of(
                      oneOf("on", "off"), ordered("type", "number", "minimum", 0, "maximum", 1)))),
          entry(
              "proxy.routes.*.keepErrors",
              "Errors of sessions that are not sampled: kept from 5xx or 4xx on, or off. Default:"
                  + " record.keepErrors.",
              oneOf("5xx", "4xx", "off")),
          entry(
              "proxy.routes.*.keepSlow",
              "The slowest of them by endpoint: above p99, another quantile, or off. Default:"
                  + " record.keepSlow.",
              ValueSchema.TEXT),
          entry(
              "proxy.routes.*.keepNovel",
              "Those of a new shape: on or off. Default: record.keepNovel.",
              oneOf("on", "off")),
          entry(
              "proxy.routes.*.maxBody",
              "How much of each body is recorded. Default: proxy.maxBody.",
              ValueSchema.SIZE),
          entry(
              "proxy.routes.*.sanitise",
              "Whether what is not known to be harmless is replaced (strict), or only what is"
                  + " recognised. Default: sanitise.mode.",
              oneOf("strict", "detect")),
          entry(
              "proxy.tls.certificates.*.cert",
              "A certificate for clients that ask for its names, and its chain; a PEM file.",
              ValueSchema.TEXT),
          entry("proxy.tls.certificates.*.key", "Its key; a PEM file.", ValueSchema.TEXT),
          entry(
              "sanitise.key",
              "The secret behind the pseudonyms, at least 16 bytes; rather in a file"
                  + " (sanitise.keyFile), or in PARALLAX_SANITISE_KEY.",
              ValueSchema.TEXT),
          entry(
              "admin.token",
              "What the operator's listener asks for; rather in a file (admin.tokenFile), or in"
                  + " PARALLAX_ADMIN_TOKEN.",
              ValueSchema.TEXT));

  /** What an entry of a list can't do without. */
  static final Map<String, List<String>> REQUIRED =
      Map.of("proxy.routes", List.of("upstream"), "proxy.tls.certificates", List.of("cert", "key"));

  private RouteSchema() {}

  /** Of a key that no option has. */
  static Map<String, Object> of(String key) {
    return BY_KEY.getOrDefault(key, ValueSchema.plainOrList());
  }

  private static Map.Entry<String, Map<String, Object>> entry(
      String key, String description, Map<String, Object> schema) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("description", description);
    all.putAll(schema);
    return Map.entry(key, all);
  }
}
