package dev.parallax.recorder.endpoint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much the words of one place are alike in what they answer and in what comes after them: the
 * values of one parameter are, routes are not. Two signs of a word are compared: the shapes of its
 * own answers, and those of the answers one segment further down, behind a placeholder or behind a
 * word that others have too. A sign is common if {@value #COMMON_PERCENT} % of the words have it,
 * and at least two.
 */
final class Likeness {

  static final int COMMON_PERCENT = 10;

  /** Answers seen of a word, below which it is not judged. */
  static final int MIN_ANSWERS = 3;

  private static final int MANY = 1_000_000;
  private static final double ALIKE = 0.6;
  private static final double UNLIKE = 0.4;

  private final Map<String, Signs> words = new HashMap<>();
  private final Map<Long, Integer> having = new HashMap<>();
  private boolean coherent;

  private Likeness() {}

  /**
   * @param parameter what values were merged into before: the signs behind it are common, for the
   *     values that are remembered one by one have none
   */
  static Likeness of(Map<String, TrieNode> words, @Nullable TrieNode parameter) {
    Likeness likeness = new Likeness();
    words.forEach(likeness::look);
    if (parameter != null) {
      behind(parameter).answers.keySet().forEach(sign -> likeness.having.put(sign, MANY));
    }
    likeness.judge();
    return likeness;
  }

  /** Its answers have shapes, with names in them, that other words' answers have. */
  boolean isAlike(String word) {
    Signs signs = words.get(word);
    return signs != null && signs.alike;
  }

  /** Its answers, of which there were some, have shapes that others' have not. */
  boolean isUnlike(String word) {
    Signs signs = words.get(word);
    return signs != null && signs.unlike;
  }

  /** Whether at least half of the words that can be judged are alike: what differs stands out. */
  boolean isCoherent() {
    return coherent;
  }

  private static final class Signs {
    /** Answers by sign. */
    private final Map<Long, Integer> answers = new HashMap<>();

    private final Set<Long> telling = new HashSet<>();

    /** Of those, signs that only count where they are common. */
    private final Set<Long> behindWords = new HashSet<>();

    private boolean alike;
    private boolean unlike;

    void add(long salt, boolean behindWord, TrieNode node) {
      if (node.shapes != null) {
        node.shapes.forEach(
            (shape, times) -> {
              long sign = ResponseShape.mixed(shape + salt);
              answers.merge(sign, times, Integer::sum);
              if (ResponseShape.isTelling(shape)) {
                telling.add(sign);
              }
              if (behindWord) {
                behindWords.add(sign);
              }
            });
      }
    }
  }

  private void look(String word, TrieNode node) {
    Signs signs = signs(node);
    if (!signs.answers.isEmpty()) {
      words.put(word, signs);
      signs.answers.keySet().forEach(sign -> having.merge(sign, 1, Integer::sum));
    }
  }

  private static Signs signs(TrieNode node) {
    Signs signs = behind(node);
    signs.add(0, false, node);
    return signs;
  }

  private static Signs behind(TrieNode node) {
    Signs signs = new Signs();
    node.children.forEach(
        (segment, child) -> {
          long salt = ResponseShape.mixed(segment.hashCode());
          signs.add(salt, Varying.isWord(segment), child);
        });
    return signs;
  }

  private void judge() {
    int common = Math.max(2, words.size() * COMMON_PERCENT / 100);
    int judged = 0;
    int alike = 0;
    for (Signs signs : words.values()) {
      int total = 0;
      int shared = 0;
      int sharedTelling = 0;
      for (Map.Entry<Long, Integer> sign : signs.answers.entrySet()) {
        boolean isCommon = having.getOrDefault(sign.getKey(), 0) >= common;
        if (!isCommon && signs.behindWords.contains(sign.getKey())) {
          continue;
        }
        total += sign.getValue();
        shared += isCommon ? sign.getValue() : 0;
        sharedTelling += isCommon && signs.telling.contains(sign.getKey()) ? sign.getValue() : 0;
      }
      signs.alike = total >= MIN_ANSWERS && sharedTelling > ALIKE * total;
      signs.unlike = total >= MIN_ANSWERS && shared < UNLIKE * total;
      judged += total >= MIN_ANSWERS ? 1 : 0;
      alike += signs.alike ? 1 : 0;
    }
    coherent = judged > 0 && alike * 2 >= judged;
  }
}
