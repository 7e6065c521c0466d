package dev.parallax.recorder.sanitize;

/**
 * The messages of one stream, as the items of a JSON list: where their values stand, and what
 * became of these, folded as in a list. Confined to one thread.
 */
final class MessageList {

  /** The kind of a leaf that is about fields which were dropped. */
  private static final String DROPPED = "unknown-field";

  private final Scope scope;
  private final JsonLeaves leaves = new JsonLeaves();
  private final JsonPlace message;

  /** As the scope, but for its leaves: those of the value at hand. */
  private final Scope alone;

  private boolean reduced;

  /**
   * @param base where the list stands: {@code body }, with a blank at its end
   */
  MessageList(Scope scope, String base) {
    this.scope = scope;
    message = JsonPlace.root(new JsonPlace.Tree(scope.side(), Clear.NOTHING), base).item();
    alone = scope.alone();
    leaves.beginList();
  }

  /** Goes to the next message. */
  void next() {
    leaves.item();
    reduced = false;
  }

  Scope scope() {
    return scope;
  }

  /** To sanitise a single value with, for {@link #decided}. */
  Scope alone() {
    return alone;
  }

  JsonLeaves leaves() {
    return leaves;
  }

  /** Where a message stands. */
  JsonPlace message() {
    return message;
  }

  /** A message, or what there is one of for each, that is a single value. */
  String value(ValueSanitiser values, String text) throws JsonTooMuchException {
    Location at = leaves.location(message);
    return decided(message, at, values.leaf(alone, at, text, 0));
  }

  /** Something that has no text of its own stays as it is. */
  void keeps(JsonPlace place, String text, String rule) {
    leaves.passes(place);
    if (scope.explanation() != null) {
      var _ = scope.keeps(leaves.location(place), text, rule);
    }
  }

  /** A name that each message has one of. */
  String name(NameSanitiser names, String name) throws JsonTooMuchException {
    Replacement replacement = names.replacement(scope, name);
    if (replacement == null) {
      leaves.passes(message);
      return name;
    }
    scope.renames(leaves.location(message), name, replacement.text());
    leaves.replaced(message, replacement.kind(), replacement.injective());
    return replacement.text();
  }

  /** Takes the leaves that the value at hand left, and returns what became of it. */
  String decided(JsonPlace place, Location at, String sanitised) throws JsonTooMuchException {
    leaves.decided(place, alone, at, scope.leaves());
    return sanitised;
  }

  /** Something of the message at hand is dropped there, since nobody can say what it is. */
  void dropped(JsonPlace place) throws JsonTooMuchException {
    leaves.replaced(place, DROPPED, false);
    scope.drops(leaves.location(place), DROPPED, Why.UNKNOWN_FIELD);
    reduced = true;
  }

  /** Whether something of the message at hand was dropped. */
  boolean reduced() {
    return reduced;
  }

  /** Writes the leaves. */
  void end() {
    leaves.end(scope.leaves());
  }
}
