package dev.parallax.recorder.endpoint;

import dev.parallax.proto.Template;
import dev.parallax.recorder.endpoint.EndpointTemplates.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Learns raw paths as they come, and finds their templates: a trie for each method and host, whose
 * places fold as soon as words vary there, so that it stays small. The same paths, sessions and
 * answers in the same order give the same templates. Confined to one thread.
 *
 * <p>Bounded: {@value #MAX_NODES} nodes of some 300 bytes, and {@value #MAX_SITES} sites. When that
 * is reached, counts are halved, again and again, and what has come to nothing is forgotten.
 */
final class PathTrie {

  static final int MAX_NODES = 20_000;
  static final int MAX_SITES = 256;

  /** Values that are remembered at a place where words vary: a new route may be among them. */
  private static final int MAX_VALUES = 64;

  /** Of those, they that stay when there are new ones to come. */
  private static final int KEPT_VALUES = 32;

  /** The most first. */
  private static final Comparator<Map.Entry<String, TrieNode>> BY_EXCHANGES =
      Map.Entry.<String, TrieNode>comparingByValue(
              Comparator.comparingLong((TrieNode node) -> node.exchanges).reversed())
          .thenComparing(Map.Entry.comparingByKey());

  private final Map<Site, TrieNode> roots =
      new TreeMap<>(Comparator.comparing(Site::method).thenComparing(Site::authority));
  private final int maxNodes;
  private int nodes;

  PathTrie(int maxNodes) {
    this.maxNodes = maxNodes;
  }

  int nodes() {
    return nodes;
  }

  /**
   * The way of a path, made where it is new; null if there is no room for it.
   *
   * @param path typed
   */
  @Nullable Trail trail(Site site, List<String> path, WordRules rules) {
    TrieNode root = root(site);
    if (root == null || nodes + 2 * path.size() > maxNodes) {
      return null;
    }
    List<String> keys = new ArrayList<>(path.size());
    List<TrieNode> counted = new ArrayList<>(path.size() + 2);
    List<TrieNode> watched = new ArrayList<>(2);
    List<TrieNode> ended = new ArrayList<>(2);
    String[] absolute = absolute(path);
    counted.add(root);
    TrieNode node = root;
    for (int i = 0; i < path.size(); i++) {
      String segment = path.get(i);
      String key = key(node, segment);
      boolean isValue = key.equals(TemplateMiner.PARAMETER) && Varying.isWord(segment);
      TrieNode value = isValue ? value(node, segment) : null;
      if (value != null) {
        counted.add(value);
        watched.add(value);
        if (i == path.size() - 1) {
          ended.add(value);
        }
      }
      node = child(node, key);
      keys.add(key);
      counted.add(node);
      if (Varying.isWord(key) && !rules.isKnown(absolute, i + 1)) {
        watched.add(node);
      }
    }
    ended.add(node);
    return new Trail(List.copyOf(keys), counted, watched, ended);
  }

  /** The keys that the trail of a path would have, if the trie stays as it is. */
  List<String> keys(Site site, List<String> path) {
    List<String> keys = new ArrayList<>(path);
    TrieNode node = roots.get(site);
    for (int i = 0; i < keys.size() && node != null; i++) {
      keys.set(i, key(node, keys.get(i)));
      node = node.children.get(keys.get(i));
    }
    return keys;
  }

  /** What a segment is at a place: itself, the parameter, or another kind of id. */
  private static String key(TrieNode node, String segment) {
    if (segment.isEmpty()) {
      return segment;
    }
    boolean word = Varying.isWord(segment);
    if (node.varies) {
      return word && node.children.containsKey(segment) ? segment : TemplateMiner.PARAMETER;
    }
    if (word || node.kinds.isEmpty() || !SegmentShape.isOpaque(segment)) {
      return segment;
    }
    return node.kinds.getOrDefault(SegmentShape.suffix(segment), segment);
  }

  private @Nullable TrieNode root(Site site) {
    TrieNode root = roots.get(site);
    if (root == null && roots.size() < MAX_SITES && nodes < maxNodes) {
      root = node();
      roots.put(site, root);
    }
    return root;
  }

  private TrieNode child(TrieNode node, String key) {
    TrieNode child = node.children.get(key);
    if (child == null) {
      child = node();
      node.children.put(key, child);
    }
    return child;
  }

  private @Nullable TrieNode value(TrieNode node, String word) {
    TrieNode value = node.values.get(word);
    if (value == null && node.values.size() < MAX_VALUES) {
      value = node();
      node.values.put(word, value);
    }
    return value;
  }

  /** Whether folding would make room. */
  boolean isShortOfNodes() {
    return nodes > maxNodes / 2;
  }

  private TrieNode node() {
    nodes++;
    return new TrieNode();
  }

  /** As the rules take it. */
  static String[] absolute(List<String> path) {
    String[] absolute = new String[path.size() + 1];
    absolute[0] = "";
    for (int i = 0; i < path.size(); i++) {
      absolute[i + 1] = path.get(i);
    }
    return absolute;
  }

  /**
   * What others know: its words are clear, and words vary where it has a parameter. Stays for good,
   * so that it may take no more than a quarter of the room.
   */
  void adopt(Site site, List<String> pattern) {
    TrieNode node = root(site);
    if (node == null || nodes + pattern.size() > maxNodes / 4) {
      return;
    }
    for (String segment : pattern) {
      if (segment.equals(TemplateMiner.PARAMETER)) {
        vary(node);
      }
      node = child(node, segment);
      node.pinned = true;
      if (Varying.isWord(segment)) {
        node.sessions.suffice();
      }
    }
  }

  private static void vary(TrieNode node) {
    if (!node.varies) {
      node.varies = true;
      node.values = new HashMap<>();
    }
  }

  /** Folds the places where words vary, and forgets what is rarest if there is too much. */
  void fold(WordRules rules, PathHints hints) {
    roots.values().forEach(PathTrie::dropUnknown);
    roots.forEach((_, root) -> fold(root, new ArrayList<>(), rules, hints));
    count();
    while (nodes > maxNodes / 2) {
      roots.values().removeIf(PathTrie::fade);
      count();
    }
  }

  /** What was looked up and never learned, since the service did not know it. */
  private static void dropUnknown(TrieNode node) {
    node.children.values().removeIf(child -> child.exchanges == 0 && !child.pinned);
    node.children.values().forEach(PathTrie::dropUnknown);
    node.values.values().removeIf(value -> value.exchanges == 0);
  }

  private void count() {
    nodes = roots.values().stream().mapToInt(TrieNode::nodes).sum();
  }

  private static void fold(TrieNode node, List<String> before, WordRules rules, PathHints hints) {
    if (hints.keepsApart(before)) {
      node.varies = false;
      node.values = Map.of();
    } else {
      Varying.routes(node, rules::isVocabulary).ifPresent(routes -> fold(node, routes));
    }
    if (!node.varies) {
      mixKinds(node);
    }
    node.sorted()
        .forEach(
            (segment, child) -> {
              before.add(segment);
              fold(child, before, rules, hints);
              before.removeLast();
            });
  }

  /** Ids of which some happen to look like another kind are one parameter, if they answer alike. */
  private static void mixKinds(TrieNode node) {
    Map<String, TrieNode> opaque = new TreeMap<>();
    node.children.forEach(
        (segment, child) -> {
          if (SegmentShape.isPlaceholder(segment) && SegmentShape.isOpaque(segment)) {
            opaque.put(segment, child);
          }
        });
    if (opaque.size() < 2) {
      return;
    }
    Likeness likeness = Likeness.of(opaque, null);
    Map<String, String> kinds = new HashMap<>(node.kinds);
    opaque.entrySet().stream()
        .filter(kind -> !likeness.isUnlike(kind.getKey()))
        .sorted(BY_EXCHANGES)
        .forEach(
            kind -> {
              String chosen =
                  kinds.computeIfAbsent(SegmentShape.suffix(kind.getKey()), _ -> kind.getKey());
              if (!chosen.equals(kind.getKey())) {
                node.children.remove(kind.getKey());
                node.children.computeIfAbsent(chosen, _ -> new TrieNode()).add(kind.getValue());
              }
            });
    node.kinds = kinds;
  }

  private static void fold(TrieNode node, Set<String> routes) {
    vary(node);
    TrieNode parameter =
        node.children.computeIfAbsent(TemplateMiner.PARAMETER, _ -> new TrieNode());
    Map<String, TrieNode> values = new TreeMap<>(node.values);
    node.sorted()
        .forEach(
            (segment, child) -> {
              boolean stays =
                  segment.isEmpty()
                      || segment.equals(TemplateMiner.PARAMETER)
                      || child.pinned
                      || routes.contains(segment);
              if (!stays) {
                node.children.remove(segment);
                parameter.add(child);
                if (Varying.isWord(segment)) {
                  values.computeIfAbsent(segment, _ -> new TrieNode()).addOwn(child);
                }
              }
            });
    for (String route : routes) {
      TrieNode promoted = values.remove(route);
      if (promoted != null) {
        node.children.putIfAbsent(route, promoted);
      }
    }
    node.values = mostSeen(values);
  }

  private static Map<String, TrieNode> mostSeen(Map<String, TrieNode> values) {
    Map<String, TrieNode> kept = new HashMap<>();
    values.entrySet().stream()
        .sorted(BY_EXCHANGES)
        .limit(KEPT_VALUES)
        .forEach(value -> kept.put(value.getKey(), value.getValue()));
    return kept;
  }

  /** Whether nothing is left of it. */
  private static boolean fade(TrieNode node) {
    node.exchanges /= 2;
    node.ends /= 2;
    node.children.values().removeIf(PathTrie::fade);
    node.values.values().removeIf(PathTrie::fade);
    return node.exchanges == 0 && node.children.isEmpty() && !node.pinned;
  }

  /** The words that may be told, by how many sessions they were seen in. */
  ClearWords clearWords(WordRules rules) {
    return ClearWords.of(
        place -> roots.forEach((_, root) -> clear(root, new ArrayList<>(), place, rules)));
  }

  private static void clear(
      TrieNode node, List<String> path, ClearWords.Place place, WordRules rules) {
    if (node.varies) {
      place.varies();
    }
    node.sorted()
        .forEach(
            (segment, child) -> {
              path.add(segment);
              ClearWords.Place next = place.next(segment);
              if (Varying.isWord(segment)
                  && child.sessions.areEnough()
                  && rules.mayBeLearned(absolute(path), path.size())) {
                next.clear(node.varies);
              }
              clear(child, path, next, rules);
              path.removeLast();
            });
  }

  /** What was learned, as far as all its words may be told; by method, authority and pattern. */
  List<Template> templates(ClearWords clear, WordRules rules) {
    List<Template> templates = new ArrayList<>();
    roots.forEach((site, root) -> collect(site, root, new ArrayList<>(), clear, rules, templates));
    return templates;
  }

  private static void collect(
      Site site,
      TrieNode node,
      List<String> path,
      ClearWords clear,
      WordRules rules,
      List<Template> templates) {
    if (node.ends > 0) {
      templates.add(TemplateMiner.template(site, TypedPath.pattern(path), node.ends));
    }
    node.sorted()
        .forEach(
            (segment, child) -> {
              path.add(segment);
              if (isClear(path, path.size() - 1, clear, rules)) {
                collect(site, child, path, clear, rules, templates);
              }
              path.removeLast();
            });
  }

  /** Whether the pattern's segment may be told. */
  static boolean isClear(List<String> path, int index, ClearWords clear, WordRules rules) {
    return !Varying.isWord(path.get(index))
        || rules.isKnown(absolute(path), index + 1)
        || clear.passes(path, index);
  }

  static Optional<String> tellable(List<String> path, ClearWords clear, WordRules rules) {
    for (int i = 0; i < path.size(); i++) {
      if (!isClear(path, i, clear, rules)) {
        return Optional.empty();
      }
    }
    return Optional.of(TypedPath.pattern(path));
  }
}
