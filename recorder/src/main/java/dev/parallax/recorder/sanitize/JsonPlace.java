package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Leaf;
import dev.parallax.recorder.sanitize.JsonNames.Name;
import dev.parallax.recorder.sanitize.detect.Context;
import dev.parallax.recorder.sanitize.detect.Kind;
import dev.parallax.recorder.sanitize.detect.Thing;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One place in JSON documents of one side, whichever items of lists it lies in, with what is known
 * of it: the rules that hold there, and what became of its values in the document at hand.
 * Documents of a service have the same places again and again; so places are kept, as a tree, until
 * there are {@value #MAX_PLACES}. Further ones are made anew each time. Confined to one thread.
 */
final class JsonPlace {

  static final int MAX_PLACES = 4096;

  /** Of one place: they are looked through one by one. */
  private static final int MAX_MEMBERS = 64;

  private final Tree tree;
  private final @Nullable JsonPlace parent;

  /** With its slash; the base of the pointer at the root. */
  private final String segment;

  /** What values are called here, in lower case: an item is called as its list. */
  private final String name;

  /** As {@link #name}, in its own case. */
  private final String called;

  /** What values are by what they are called, and by what is around them. */
  private final @Nullable Kind nameTells;

  /** Where the segment stands in a location that is split at its slashes. */
  private final int position;

  /** How many lists it lies in. */
  private final int lists;

  /** Whether all values that a document has here come to this very object. */
  private final boolean kept;

  /** Whether the name may explain what a value looks like. */
  private final boolean named;

  private final boolean secret;
  private final boolean query;
  private final boolean clear;

  private String[] names = {};
  private JsonPlace[] members = {};

  /** How each member was spelt last, where that is known. */
  private @Nullable Name[] spelt = {};

  private int memberCount;
  private int nextMember;
  private @Nullable JsonPlace item;

  /** Which document the two below are about. */
  private long document;

  private boolean passed;
  private Told told = Told.NOTHING;

  /** The leaf that was made last, of all values here, and what it says. */
  private @Nullable Leaf leaf;

  private Told leafSays = Told.NOTHING;

  /** The leaf of some values here, while it is written. */
  private Leaf.@Nullable Builder some;

  /** What the places of one tree share. */
  static final class Tree {
    private final String side;
    private final Clear rules;
    private int places;

    Tree(String side, Clear rules) {
      this.side = side;
      this.rules = rules;
    }

    boolean isFull() {
      return places >= MAX_PLACES;
    }
  }

  private JsonPlace(
      Tree tree,
      @Nullable JsonPlace parent,
      String segment,
      String called,
      int lists,
      boolean kept) {
    this.tree = tree;
    this.parent = parent;
    this.segment = segment;
    this.called = called;
    name = called.toLowerCase(Locale.ROOT);
    boolean isItem = parent != null && parent.lists < lists;
    nameTells =
        parent == null ? null : isItem ? parent.nameTells : Context.of(called, parent.called);
    named = nameTells != null || Thing.of(called) != null;
    position =
        parent == null ? (int) segment.chars().filter(c -> c == '/').count() : parent.position + 1;
    this.lists = lists;
    this.kept = kept;
    secret = HarmlessValues.secretName(name) || nameTells == Kind.SECRET;
    query = HarmlessValues.queryName(name);
    clear =
        !tree.rules.isEmpty()
            && tree.rules.passes(tree.side, new Location(text(null), name, nameTells));
  }

  /**
   * @param base where the document stands: {@code body }, with a blank at its end
   */
  static JsonPlace root(Tree tree, String base) {
    return new JsonPlace(tree, null, base, "", 0, true);
  }

  /** Whether no further place of its tree is kept. */
  boolean isFull() {
    return tree.isFull();
  }

  /** Whether values are called by a name under which even a harmless one is a secret. */
  boolean secret() {
    return secret;
  }

  /** Whether a value here may be a document of GraphQL. */
  boolean query() {
    return query;
  }

  /** Whether the policy lets values pass here. */
  boolean clear() {
    return clear;
  }

  /** What values are by what they are called; null if that tells nothing. */
  @Nullable Kind nameTells() {
    return nameTells;
  }

  /** Whether the name has a say in what becomes of a value that would pass. */
  boolean named() {
    return named;
  }

  int lists() {
    return lists;
  }

  /**
   * Where one value stands.
   *
   * @param items the index in each of the lists around it
   */
  Location location(int[] items) {
    return new Location(text(items), name, nameTells);
  }

  private String text(int @Nullable [] items) {
    StringBuilder pointer = new StringBuilder();
    write(pointer, items);
    // Of the root's base. A name may end in a blank.
    return parent == null ? pointer.toString().stripTrailing() : pointer.toString();
  }

  private void write(StringBuilder pointer, int @Nullable [] items) {
    if (parent != null) {
      parent.write(pointer, items);
    }
    if (isItem() && items != null) {
      pointer.append('/').append(items[lists - 1]);
    } else {
      pointer.append(segment);
    }
  }

  private boolean isItem() {
    return parent != null && parent.lists < lists;
  }

  private void addLists(Leaf.Builder leaf) {
    if (parent != null) {
      parent.addLists(leaf);
    }
    if (isItem()) {
      leaf.addLists(position);
    }
  }

  /** Something here stays as it is, in that document. */
  void passes(long in) {
    enter(in);
    passed = true;
  }

  /**
   * A value here is replaced, in that document.
   *
   * @return whether it is the first
   */
  boolean replaced(long in, String kind, boolean injective) {
    enter(in);
    Told before = told;
    if (!before.kinds().equals(kind) || before.injective() != injective) {
      told = before.and(kind, injective);
    }
    return before.kinds().isEmpty();
  }

  private void enter(long in) {
    if (document != in) {
      document = in;
      passed = false;
      told = Told.NOTHING;
      some = null;
    }
  }

  /** Whether the document has values here that are not known to be replaced. */
  boolean mixed() {
    return lists > 0 && (passed || !kept);
  }

  /**
   * Once all of a document is told: names one value that was replaced.
   *
   * @param indices of its item, in each list
   */
  void name(int[] indices, int from) {
    if (mixed()) {
      Leaf.Builder leaf = some == null ? all().toBuilder() : some;
      for (int i = from; i < from + lists; i++) {
        leaf.addItems(indices[i]);
      }
      some = leaf;
    }
  }

  /** About all values that were replaced here; once those of a mixed place are named. */
  Leaf leaf() {
    Leaf.Builder named = some;
    some = null;
    return named == null ? all() : named.build();
  }

  private Leaf all() {
    Leaf known = leaf;
    if (known == null || !leafSays.equals(told)) {
      known = Leaves.leaf(tree.side + ' ' + text(null), told.kinds(), told.injective());
      if (lists > 0) {
        Leaf.Builder listed = known.toBuilder();
        addLists(listed);
        known = listed.build();
      }
      leaf = known;
      leafSays = told;
    }
    return known;
  }

  /** The name that comes next, if the members come in the order in which they did before. */
  @Nullable Name expected() {
    return memberCount == 0 ? null : spelt[nextMember < memberCount ? nextMember : 0];
  }

  /** As below, and remembers how it is spelt. */
  JsonPlace member(Name name) {
    JsonPlace member = member(name.text());
    if (nextMember > 0 && members[nextMember - 1] == member) {
      spelt[nextMember - 1] = name;
    }
    return member;
  }

  /** The place of a member: mostly the one behind the member that was asked for before. */
  JsonPlace member(String member) {
    int next = nextMember < memberCount ? nextMember : 0;
    if (memberCount > 0 && names[next].equals(member)) {
      nextMember = next + 1;
      return members[next];
    }
    for (int i = 0; i < memberCount; i++) {
      if (names[i].equals(member)) {
        nextMember = i + 1;
        return members[i];
      }
    }
    String escaped = '/' + member.replace("~", "~0").replace("/", "~1");
    boolean keep = memberCount < MAX_MEMBERS && kept && !tree.isFull();
    JsonPlace made = new JsonPlace(tree, this, escaped, member, lists, keep);
    // Below what is not kept, for the time that this document takes.
    if (keep || (!kept && memberCount < MAX_MEMBERS)) {
      keep(member, made);
    }
    return made;
  }

  private void keep(String member, JsonPlace made) {
    if (memberCount == members.length) {
      names = Arrays.copyOf(names, 2 * memberCount + 4);
      members = Arrays.copyOf(members, 2 * memberCount + 4);
      spelt = Arrays.copyOf(spelt, 2 * memberCount + 4);
    }
    names[memberCount] = member;
    members[memberCount] = made;
    memberCount++;
    nextMember = memberCount;
    tree.places += kept ? 1 : 0;
  }

  /** The place of each item. */
  JsonPlace item() {
    JsonPlace known = item;
    if (known == null) {
      boolean keep = kept && !tree.isFull();
      known = new JsonPlace(tree, this, "/*", called, lists + 1, keep);
      if (keep || !kept) {
        item = known;
        tree.places += keep ? 1 : 0;
      }
    }
    return known;
  }
}
