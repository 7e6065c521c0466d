package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Leaf;
import dev.parallax.recorder.sanitize.JsonNames.Name;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One place in the bodies of one side, with what is known of it: the rules that hold there, and the
 * leaf that was made for it. Documents of a service have the same places again and again; so places
 * are kept, as a tree, until there are {@value #MAX_PLACES}. Further ones are made anew each time.
 * Confined to one thread.
 */
final class JsonPlace {

  static final int MAX_PLACES = 4096;

  /** Of one place: they are looked through one by one. */
  private static final int MAX_MEMBERS = 64;

  private static final int MAX_ITEMS = 1024;

  private final Tree tree;
  private final @Nullable JsonPlace parent;

  /** With its slash; the base of the pointer at the root. */
  private final String segment;

  /** What values are called here, in lower case: an item is called as its list. */
  private final String name;

  private final boolean secret;
  private final boolean clear;

  private Name[] names = {};
  private JsonPlace[] members = {};
  private int memberCount;
  private int nextMember;
  private @Nullable JsonPlace[] items = {};

  /** The one that was made last, and what it says. */
  private @Nullable Leaf leaf;

  private String leafKind = "";
  private boolean leafInjective;

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

  private JsonPlace(Tree tree, @Nullable JsonPlace parent, String segment, String name) {
    this.tree = tree;
    this.parent = parent;
    this.segment = segment;
    this.name = name;
    secret = HarmlessValues.secretName(name);
    clear = !tree.rules.isEmpty() && tree.rules.passes(tree.side, location());
  }

  /**
   * @param base as {@link Pointer} has it: {@code body }, with a blank at its end
   */
  static JsonPlace root(Tree tree, String base) {
    return new JsonPlace(tree, null, base, "");
  }

  /** Whether no further place of its tree is kept. */
  boolean isFull() {
    return tree.isFull();
  }

  /** Whether values are called by a name under which even a harmless one is a secret. */
  boolean secret() {
    return secret;
  }

  /** Whether the policy lets values pass here. */
  boolean clear() {
    return clear;
  }

  /** As {@link Pointer#location} says it. */
  Location location() {
    StringBuilder pointer = new StringBuilder();
    write(pointer);
    return new Location(pointer.toString().stripTrailing(), name);
  }

  private void write(StringBuilder pointer) {
    if (parent != null) {
      parent.write(pointer);
    }
    pointer.append(segment);
  }

  /** The leaf of a value that was replaced here. */
  Leaf leaf(Replacement replacement) {
    Leaf known = leaf;
    if (known == null
        || leafInjective != replacement.injective()
        || !leafKind.equals(replacement.kind())) {
      leafKind = replacement.kind();
      leafInjective = replacement.injective();
      known = Leaves.leaf(tree.side + ' ' + location().text(), leafKind, leafInjective);
      leaf = known;
    }
    return known;
  }

  /** The place of a member: mostly the one behind the member that was asked for before. */
  JsonPlace member(Name member) {
    int next = nextMember < memberCount ? nextMember : 0;
    if (memberCount > 0 && names[next].text().equals(member.text())) {
      nextMember = next + 1;
      return members[next];
    }
    for (int i = 0; i < memberCount; i++) {
      if (names[i].text().equals(member.text())) {
        names[i] = member;
        nextMember = i + 1;
        return members[i];
      }
    }
    JsonPlace made =
        new JsonPlace(tree, this, '/' + member.escaped(), member.text().toLowerCase(Locale.ROOT));
    if (memberCount < MAX_MEMBERS && !tree.isFull()) {
      keep(member, made);
    }
    return made;
  }

  private void keep(Name member, JsonPlace made) {
    if (memberCount == members.length) {
      names = Arrays.copyOf(names, 2 * memberCount + 4);
      members = Arrays.copyOf(members, 2 * memberCount + 4);
    }
    names[memberCount] = member;
    members[memberCount] = made;
    memberCount++;
    nextMember = memberCount;
    tree.places++;
  }

  JsonPlace item(int index) {
    JsonPlace item = index < items.length ? items[index] : null;
    if (item == null) {
      item = new JsonPlace(tree, this, "/" + index, name);
      if (index < MAX_ITEMS && !tree.isFull()) {
        if (index >= items.length) {
          items = Arrays.copyOf(items, Math.min(2 * index + 4, MAX_ITEMS));
        }
        items[index] = item;
        tree.places++;
      }
    }
    return item;
  }
}
