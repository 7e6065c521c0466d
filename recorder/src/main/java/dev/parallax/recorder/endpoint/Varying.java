package dev.parallax.recorder.endpoint;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Decides at one place of the trie which words are routes and which are values.
 *
 * <p>Up to {@value #MIN_DISTINCT} - 1 distinct words are all routes. From there on they are values,
 * except
 *
 * <ul>
 *   <li>the prominent: at least {@value #MIN_PROMINENT} exchanges, {@value #PROMINENCE} times the
 *       median word, {@value #MIN_SHARE_PERCENT} % of the exchanges, and {@value #GAP} times every
 *       less frequent word that is not prominent, and not by chance, as {@code current} in {@code
 *       /cart/current} beside {@code /cart/{name}}. Popular values alone don't make such a gap:
 *       popularity falls off smoothly;
 *   <li>those of the vocabulary of routes that have {@value #GAP} times the median word's
 *       exchanges. Of both, what is seen to answer as the values do must be a word that points at
 *       one of them, as {@code me} does;
 *   <li>those that answer otherwise than the values, see {@link Likeness};
 *   <li>the names of collections, {@code orders} in {@code /orders/{id}}, where the words are a
 *       closed set: an API may well have more than {@value #MIN_DISTINCT} resources side by side. A
 *       set is closed if the chance that the next word is new, by Good and Turing the share of
 *       words seen once, is below {@value #MAX_NEW_PERCENT} %.
 * </ul>
 *
 * <p>Where fewer than {@value #MIN_DISTINCT} would be values, all are routes. A place where words
 * vary goes on to do so, and what was a route there stays one on half of the evidence.
 *
 * <p>Where words become a parameter, placeholders beside them join it: names and numbers at one
 * place are one parameter.
 */
final class Varying {

  static final int MIN_DISTINCT = 20;
  static final int PROMINENCE = 10;
  static final int MIN_PROMINENT = 20;
  static final int MIN_SHARE_PERCENT = 2;
  static final int GAP = 3;
  static final int MAX_NEW_PERCENT = 1;

  /** Such a word stands for one of the values, so that it answers as they do. */
  private static final Set<String> POINTERS =
      Set.of(
          "me",
          "self",
          "mine",
          "own",
          "current",
          "latest",
          "default",
          "first",
          "last",
          "next",
          "previous",
          "today",
          "yesterday",
          "now",
          "random");

  private Varying() {}

  /** The children in order, the values among them merged into one. */
  static Map<String, TrieNode> merged(TrieNode node) {
    Optional<Set<String>> routes = routes(node, _ -> false);
    Map<String, TrieNode> children = node.sorted();
    if (routes.isEmpty()) {
      return children;
    }
    Map<String, TrieNode> merged = new TreeMap<>();
    TrieNode parameter = new TrieNode();
    children.forEach(
        (segment, child) -> {
          if (segment.isEmpty() || routes.get().contains(segment)) {
            merged.put(segment, child);
          } else {
            parameter.add(child);
          }
        });
    merged.put(TemplateMiner.PARAMETER, parameter);
    return merged;
  }

  /**
   * @param vocabulary words that are routes more often than not
   * @return the words that are routes, where others are values; empty where all are routes
   */
  static Optional<Set<String>> routes(TrieNode node, Predicate<String> vocabulary) {
    Map<String, TrieNode> words = words(node);
    if (!node.varies && words.size() < MIN_DISTINCT) {
      return Optional.empty();
    }
    long[] counts = words.values().stream().mapToLong(word -> word.exchanges).sorted().toArray();
    double median = median(counts);
    double prominent = prominent(node, counts, median, 1);
    double stillProminent = prominent(node, counts, median, 2);
    boolean closed = !node.varies && isClosed(words);
    Likeness likeness = Likeness.of(words, node.children.get(TemplateMiner.PARAMETER));
    Set<String> routes = new HashSet<>();
    words.forEach(
        (word, child) -> {
          boolean wasRoute = node.varies && node.children.containsKey(word);
          boolean isKnown = vocabulary.test(word) && (wasRoute || child.exchanges >= GAP * median);
          boolean stands = child.exchanges >= (wasRoute ? stillProminent : prominent);
          boolean unlike = likeness.isUnlike(word);
          if (likeness.isAlike(word)
              ? POINTERS.contains(word) && (isKnown || stands)
              : isKnown
                  || stands
                  || (unlike && (closed || likeness.isCoherent()))
                  || (closed && child.hasPlaceholderChild())) {
            routes.add(word);
          }
        });
    boolean few = words.size() - routes.size() < MIN_DISTINCT;
    return !node.varies && few ? Optional.empty() : Optional.of(routes);
  }

  static boolean isWord(String segment) {
    return !segment.isEmpty() && !SegmentShape.isPlaceholder(segment);
  }

  private static Map<String, TrieNode> words(TrieNode node) {
    Map<String, TrieNode> words = new TreeMap<>(node.values);
    node.children.forEach(
        (segment, child) -> {
          if (isWord(segment)) {
            words.put(segment, child);
          }
        });
    return words;
  }

  private static double median(long[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length == 0
        ? 0
        : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }

  /**
   * The fewest exchanges that make a word prominent: above a gap that is three standard deviations
   * wider than it must be.
   *
   * @param ease by how much less it takes
   */
  private static double prominent(TrieNode node, long[] counts, double median, double ease) {
    double share = node.exchanges * MIN_SHARE_PERCENT / 100.0;
    double floor = Math.max(MIN_PROMINENT, Math.max(PROMINENCE * median, share) / ease);
    for (int i = 1; i < counts.length; i++) {
      double gap = GAP * counts[i - 1] + 3 * Math.sqrt((double) counts[i]);
      if (counts[i] >= floor && counts[i] * ease >= gap) {
        return counts[i];
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private static boolean isClosed(Map<String, TrieNode> words) {
    long seenOnce = words.values().stream().filter(word -> word.exchanges == 1).count();
    long seen = words.values().stream().mapToLong(word -> word.exchanges).sum();
    return seenOnce * 100 < seen * MAX_NEW_PERCENT;
  }
}
