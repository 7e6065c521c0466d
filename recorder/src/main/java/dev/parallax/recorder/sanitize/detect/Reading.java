package dev.parallax.recorder.sanitize.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A text while detectors look at it, and what they found. Confined to one thread. */
final class Reading {

  private static final int ASCII = 128;
  private static final boolean[] LETTER_OR_DIGIT = new boolean[ASCII];

  static {
    for (char c = 0; c < ASCII; c++) {
      LETTER_OR_DIGIT[c] = Character.isLetterOrDigit(c);
    }
  }

  private final String text;
  private List<Find> finds = List.of();

  Reading(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** Of two that overlap, the one that begins first counts, then the longer, then the earlier. */
  void add(int start, int end, Kind kind) {
    if (finds.isEmpty()) {
      finds = new ArrayList<>();
    }
    finds.add(new Find(start, end, kind));
  }

  /** In order of position, without overlaps. */
  List<Find> finds() {
    if (finds.size() < 2) {
      return finds;
    }
    finds.sort(Comparator.comparingInt(Find::start).thenComparingInt(f -> -f.end()));
    List<Find> kept = new ArrayList<>(finds.size());
    int end = 0;
    for (Find find : finds) {
      if (find.start() >= end) {
        kept.add(find);
        end = find.end();
      }
    }
    return kept;
  }

  /**
   * Where the next word of a machine begins, in which tokens may be: so many characters at least;
   * the length of the text if there is none.
   */
  int nextWord(int from, int minLength) {
    int start = from;
    for (int i = from; i < text.length(); i++) {
      if (!Census.inWord(text.charAt(i))) {
        start = i + 1;
      } else if (i - start + 1 >= minLength) {
        return start;
      }
    }
    return text.length();
  }

  /** Where the word ends that begins there. */
  int wordEnd(int start) {
    int end = start;
    while (end < text.length() && Census.inWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  boolean wordStarts(int at) {
    return at == 0 || !inName(text.charAt(at - 1));
  }

  boolean wordEnds(int end) {
    return end == text.length() || !inName(text.charAt(end));
  }

  private static boolean inName(char c) {
    return c < ASCII ? LETTER_OR_DIGIT[c] : Character.isLetterOrDigit(c);
  }
}
