package dev.parallax.recorder.endpoint;

import java.util.Map;
import java.util.TreeMap;

/** One place in the paths of one site: how many went through, how many ended, what came next. */
final class TrieNode {

  final Map<String, TrieNode> children = new TreeMap<>();
  long exchanges;
  long ends;

  /** Adds the other's counts, and its children's by name. The other stays as it is. */
  void add(TrieNode other) {
    exchanges += other.exchanges;
    ends += other.ends;
    other.children.forEach(
        (segment, child) -> children.computeIfAbsent(segment, _ -> new TrieNode()).add(child));
  }

  boolean hasPlaceholderChild() {
    return children.keySet().stream().anyMatch(SegmentShape::isPlaceholder);
  }
}
