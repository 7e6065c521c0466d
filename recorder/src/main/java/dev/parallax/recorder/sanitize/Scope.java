package dev.parallax.recorder.sanitize;

import org.jspecify.annotations.Nullable;

/**
 * What all places of one message share.
 *
 * @param side {@code request} or {@code response}
 * @param echoes what we sent ourselves; empty for recorded traffic
 * @param explanation told of each value; null where nobody asks, which is the rule
 */
record Scope(String side, Leaves leaves, Echoes echoes, @Nullable Explanation explanation) {

  private static final String NAME = "name";
  private static final String BYTES = "[%d bytes]";

  static Scope of(String side, Leaves leaves) {
    return new Scope(side, leaves, Echoes.NONE, null);
  }

  /** As this one, but for its leaves. */
  Scope alone() {
    return new Scope(side, new Leaves(), echoes, explanation);
  }

  /**
   * Whether what became of the same text before may be repeated: nothing else decides, and nobody
   * is to be told why.
   */
  boolean repeats() {
    return echoes == Echoes.NONE && explanation == null;
  }

  void replaced(Location at, String kind, boolean injective) {
    leaves.add(side + ' ' + at.text(), kind, injective);
  }

  /** The value stays as it is. */
  String keeps(Location at, String value, String rule) {
    if (explanation != null) {
      explanation.keeps(side + ' ' + at.text(), value, rule);
    }
    return value;
  }

  /** The value becomes another one. */
  String replaces(Location at, String value, Replacement by, String rule) {
    replaced(at, by.kind(), by.injective());
    if (explanation != null) {
      explanation.replaces(side + ' ' + at.text(), value, by, rule);
    }
    return by.text();
  }

  /** The value becomes less than it was. */
  String reduces(Location at, String value, String to, String kind, String rule) {
    replaced(at, kind, false);
    if (explanation != null) {
      explanation.reduces(side + ' ' + at.text(), value, to, kind, rule);
    }
    return to;
  }

  /** A name becomes another one. It is no leaf: it is part of where values stand. */
  void renames(Location at, String name, String to) {
    if (explanation != null) {
      explanation.replaces(
          side + ' ' + at.text(), name, new Replacement(to, NAME, false), Why.NAME);
    }
  }

  /** A fixed word stands for what is no leaf: it has none. */
  String substitutes(Location at, String value, String to, String rule) {
    if (explanation != null) {
      explanation.reduces(side + ' ' + at.text(), value, to, "", rule);
    }
    return to;
  }

  /** Bytes are replaced as a whole, whose leaf is told elsewhere. */
  void reducesBytes(Location at, int length, String kind) {
    if (explanation != null) {
      String bytes = BYTES.formatted(length);
      explanation.reduces(side + ' ' + at.text(), bytes, bytes, kind, Why.DENY);
    }
  }

  /** Nothing of the body is recorded but its length and digest: it has no leaf. */
  void reducesBody(long length, String because) {
    if (explanation != null) {
      explanation.reduces(
          side + " body", BYTES.formatted(length), "[digest]", "body", Why.BODY + because);
    }
  }

  /** Something is left out, whose leaf is told elsewhere. */
  void drops(Location at, String kind, String rule) {
    if (explanation != null) {
      explanation.reduces(side + ' ' + at.text(), "", "", kind, rule);
    }
  }

  /** What was told so far, for {@link #backTo}. */
  Mark mark() {
    return new Mark(leaves.mark(), explanation == null ? 0 : explanation.mark());
  }

  /** Forgets what was told since the mark, since what it was about is not recorded. */
  void backTo(Mark mark) {
    leaves.backTo(mark.leaves());
    if (explanation != null) {
      explanation.backTo(mark.decisions());
    }
  }

  record Mark(int leaves, int decisions) {}
}
