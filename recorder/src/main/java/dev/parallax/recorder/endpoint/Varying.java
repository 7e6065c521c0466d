package dev.parallax.recorder.endpoint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Decides at one place of the trie which words are routes and which are values.
 *
 * <p>Up to {@value #MIN_DISTINCT} - 1 distinct words are all routes. From there on they are values,
 * except
 *
 * <ul>
 *   <li>the prominent: at least {@value #PROMINENCE} times the median word, {@value
 *       #MIN_SHARE_PERCENT} % of the exchanges and {@value #GAP} times every less frequent word
 *       that is not prominent, as {@code current} in {@code /cart/current} beside {@code
 *       /cart/{name}}. Popular values alone don't make such a gap: popularity falls off smoothly;
 *   <li>the names of collections, {@code orders} in {@code /orders/{id}}, where the words are a
 *       closed set: an API may well have more than {@value #MIN_DISTINCT} resources side by side. A
 *       set is closed if the chance that the next word is new, by Good and Turing the share of
 *       words seen once, is below {@value #MAX_NEW_PERCENT} %.
 * </ul>
 *
 * <p>Where words become a parameter, placeholders beside them join it: names and numbers at one
 * place are one parameter.
 */
final class Varying {

  static final int MIN_DISTINCT = 20;
  static final int PROMINENCE = 10;
  static final int MIN_SHARE_PERCENT = 2;
  static final int GAP = 3;
  static final int MAX_NEW_PERCENT = 1;

  private Varying() {}

  /** The children, the values among them merged into one. */
  static Map<String, TrieNode> merged(TrieNode node) {
    List<TrieNode> words =
        node.children.entrySet().stream()
            .filter(child -> isWord(child.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (words.size() < MIN_DISTINCT) {
      return node.children;
    }
    Predicate<TrieNode> isRoute = routes(node, words);
    if (words.stream().allMatch(isRoute)) {
      return node.children;
    }
    Map<String, TrieNode> merged = new TreeMap<>();
    TrieNode parameter = new TrieNode();
    node.children.forEach(
        (segment, child) -> {
          if (segment.isEmpty() || (isWord(segment) && isRoute.test(child))) {
            merged.put(segment, child);
          } else {
            parameter.add(child);
          }
        });
    merged.put(TemplateMiner.PARAMETER, parameter);
    return merged;
  }

  private static Predicate<TrieNode> routes(TrieNode node, List<TrieNode> words) {
    double prominent = prominent(node, words);
    boolean closed = isClosed(words);
    return word -> word.exchanges >= prominent || (closed && word.hasPlaceholderChild());
  }

  private static boolean isWord(String segment) {
    return !segment.isEmpty() && !SegmentShape.isPlaceholder(segment);
  }

  /** The fewest exchanges that make a word prominent. */
  private static double prominent(TrieNode node, List<TrieNode> words) {
    long[] counts = words.stream().mapToLong(word -> word.exchanges).sorted().toArray();
    int middle = counts.length / 2;
    double median =
        counts.length % 2 == 1 ? counts[middle] : (counts[middle - 1] + counts[middle]) / 2.0;
    double floor = Math.max(PROMINENCE * median, node.exchanges * MIN_SHARE_PERCENT / 100.0);
    for (int i = 1; i < counts.length; i++) {
      if (counts[i] >= floor && counts[i] >= GAP * counts[i - 1]) {
        return counts[i];
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private static boolean isClosed(List<TrieNode> words) {
    long seenOnce = words.stream().filter(word -> word.exchanges == 1).count();
    long seen = words.stream().mapToLong(word -> word.exchanges).sum();
    return seenOnce * 100 < seen * MAX_NEW_PERCENT;
  }
}
