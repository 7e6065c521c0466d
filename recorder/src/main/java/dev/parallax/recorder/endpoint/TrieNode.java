package dev.parallax.recorder.endpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One place in the paths of one site: how many went through, how many ended, what came next; and,
 * where that is watched, which sessions went through and how answers look that ended here.
 */
final class TrieNode {

  final Map<String, TrieNode> children = new HashMap<>(4);
  long exchanges;
  long ends;

  /** Known from the log or the configuration: stays, whatever comes. */
  boolean pinned;

  /** Whether words vary here: then what is no route goes into one child, the parameter. */
  boolean varies;

  /** Where words vary, those that were seen most among the values, without what came after them. */
  Map<String, TrieNode> values = Map.of();

  /** Of ids that look like several kinds, the kind that all are taken for, by their extension. */
  Map<String, String> kinds = Map.of();

  final Sessions sessions = new Sessions();
  @Nullable ShapeSample shapes;

  /** Adds the other's counts, and its children's by name. The other stays as it is. */
  void add(TrieNode other) {
    addOwn(other);
    other.children.forEach(
        (segment, child) -> children.computeIfAbsent(segment, _ -> new TrieNode()).add(child));
  }

  /** As {@link #add}, without the children. */
  void addOwn(TrieNode other) {
    exchanges += other.exchanges;
    ends += other.ends;
    pinned |= other.pinned;
    varies |= other.varies;
    sessions.addAll(other.sessions);
    if (other.shapes != null) {
      shapes().addAll(other.shapes);
    }
  }

  ShapeSample shapes() {
    ShapeSample sampled = shapes;
    if (sampled == null) {
      sampled = new ShapeSample();
      shapes = sampled;
    }
    return sampled;
  }

  /** Routes are told from values in the same order, whatever order they came in. */
  Map<String, TrieNode> sorted() {
    return new TreeMap<>(children);
  }

  boolean hasPlaceholderChild() {
    return children.keySet().stream().anyMatch(SegmentShape::isPlaceholder);
  }

  /** This and all below. */
  int nodes() {
    int nodes = 1 + values.size();
    for (TrieNode child : children.values()) {
      nodes += child.nodes();
    }
    return nodes;
  }
}
