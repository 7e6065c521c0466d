package dev.parallax.recorder.sanitize;

/**
 * What became of one value of an exchange, and why. Holds what was captured: for whoever has that
 * already, and for nobody else.
 *
 * @param location as {@code Leaf.location}, but in lists with the index of the item
 * @param rule the one that decided, in a few words
 * @param kind what the value was replaced as: the word of {@code Leaf.kind}; empty if it was kept
 * @param injective whether equal pseudonyms stand for equal values only; true if it was kept
 * @param raw as it was captured, decoded; of what has no text, its length in brackets
 * @param text what stands for it
 */
public record Decision(
    String location,
    Fate fate,
    String rule,
    String kind,
    boolean injective,
    String raw,
    String text) {

  /** What became of it. */
  public enum Fate {
    KEPT,
    /** By a pseudonym. */
    REPLACED,
    /** To what says less: a family of browsers, the length and digest of a body. */
    REDUCED,
    /** Left out. */
    DROPPED
  }

  @Override
  public String toString() {
    return "Decision[%s, %s, %s, %s]".formatted(location, fate, rule, kind);
  }
}
