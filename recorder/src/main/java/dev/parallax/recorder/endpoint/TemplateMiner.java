package dev.parallax.recorder.endpoint;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.endpoint.EndpointTemplates.Site;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds path templates in sanitised exchanges: a fold, whose result depends on which paths were
 * learned and how often, not on their order. Confined to one thread.
 *
 * <p>Segments that look like values are placeholders from the start. At a place where words vary as
 * values do, {@link Varying} decides which words stay and which become {@value #PARAMETER}; all
 * that comes after the latter is merged.
 *
 * <p>Memory is bounded: past {@value #MAX_NODES} nodes (about 40 MB) what would need a new one is
 * counted by {@link #unlearned} and left out, and only then does order matter.
 */
public final class TemplateMiner {

  static final String PARAMETER = "{name}";
  static final int MAX_NODES = 200_000;

  private final Map<Site, TrieNode> roots =
      new TreeMap<>(Comparator.comparing(Site::method).thenComparing(Site::authority));
  private final int maxNodes;
  private int nodes;
  private long unlearned;

  public TemplateMiner() {
    this(MAX_NODES);
  }

  TemplateMiner(int maxNodes) {
    this.maxNodes = maxNodes;
  }

  public void learn(Exchange exchange) {
    learn(
        exchange.getRequest().getMethod(),
        exchange.getAuthority(),
        exchange.getRequest().getTarget());
  }

  /**
   * @param path sanitised; a query is left out
   */
  public void learn(String method, String authority, String path) {
    List<String> segments = TypedPath.of(path).segments();
    Site site = Site.of(method, authority);
    if (nodes + newNodes(roots.get(site), segments) > maxNodes) {
      unlearned++;
      return;
    }
    TrieNode node = roots.computeIfAbsent(site, _ -> node());
    node.exchanges++;
    for (String segment : segments) {
      node = node.children.computeIfAbsent(segment, _ -> node());
      node.exchanges++;
    }
    node.ends++;
  }

  /** Exchanges that were left out because memory was full. */
  public long unlearned() {
    return unlearned;
  }

  /** What was learned so far: sorted by method, authority and pattern. */
  public List<Template> templates() {
    List<Template> templates = new ArrayList<>();
    roots.forEach((site, root) -> collect(site, root, new ArrayList<>(), templates));
    return templates;
  }

  /**
   * @param version to be counted up by the caller with each set of a service that it publishes
   */
  public TemplateSet templateSet(String service, long version) {
    return TemplateSet.newBuilder()
        .setService(service)
        .setVersion(version)
        .addAllTemplates(templates())
        .build();
  }

  private TrieNode node() {
    nodes++;
    return new TrieNode();
  }

  private static int newNodes(@Nullable TrieNode root, List<String> segments) {
    TrieNode node = root;
    int known = node == null ? 0 : 1;
    for (String segment : segments) {
      node = node == null ? null : node.children.get(segment);
      known += node == null ? 0 : 1;
    }
    return segments.size() + 1 - known;
  }

  private static void collect(
      Site site, TrieNode node, List<String> path, List<Template> templates) {
    if (node.ends > 0) {
      templates.add(template(site, TypedPath.pattern(path), node.ends));
    }
    Varying.merged(node)
        .forEach(
            (segment, child) -> {
              path.add(segment);
              collect(site, child, path, templates);
              path.removeLast();
            });
  }

  static Template template(Site site, String pattern, long exchanges) {
    String name = site.method() + " " + site.authority() + pattern;
    return Template.newBuilder()
        .setId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString())
        .setMethod(site.method())
        .setAuthority(site.authority())
        .setPattern(pattern)
        .setExchanges(exchanges)
        .build();
  }
}
