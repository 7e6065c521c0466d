package dev.parallax.comparator.diff;

import dev.parallax.proto.Divergence.Kind;
import java.text.Normalizer;
import java.util.List;

/** Locates the differences between two JSON documents; linear in their size. */
final class JsonDiff {

  private final Side base;
  private final Side other;
  private final Differences out;

  /** How many strings it is within. */
  private int level;

  JsonDiff(Side base, Side other, Differences out) {
    this.base = base;
    this.other = other;
    this.out = out;
  }

  void compare(Json base, Json other) {
    compare(Path.root(), base, other);
  }

  /** What is to become of two items; an index is -1 on the side that has none. */
  interface Pairs {
    void pair(Path item, int base, int other);
  }

  void compare(Path path, Json left, Json right) {
    if (left instanceof Json.Obj object && right instanceof Json.Obj that) {
      objects(path, object, that);
    } else if (left instanceof Json.Arr list && right instanceof Json.Arr that) {
      lists(path, list, that);
    } else if (!left.type().equals(right.type())) {
      add(Kind.TYPE, path, left, right);
    } else if (left.sameAs(right)) {
      if (!text(left).equals(text(right))) {
        add(Kind.REPRESENTATION, path, left, right);
      }
    } else {
      changed(path, left, right);
    }
  }

  private void objects(Path path, Json.Obj left, Json.Obj right) {
    for (Members.Pair pair : Members.pair(left, right)) {
      Path member = path.member(pair.name());
      if (pair.base() != null && pair.other() != null) {
        compare(member, pair.base(), pair.other());
      } else if (pair.base() != null && !right.cut()) {
        missing(member, pair.base());
      } else if (pair.other() != null && !left.cut()) {
        extra(member, pair.other());
      }
    }
  }

  private void lists(Path path, Json.Arr left, Json.Arr right) {
    List<Json> items = left.items();
    List<Json> others = right.items();
    if (left.cut() || right.cut()) {
      int shared = Math.min(items.size(), others.size());
      each(path, Alignment.byPosition(shared), pairs(items, others));
      return;
    }
    if (items.size() != others.size()) {
      add(Kind.LENGTH, path, left, right);
    }
    align(path, items, others, pairs(items, others));
  }

  /** Pairs the items of two lists, and says so if they are the same ones in another order. */
  void align(Path path, List<Json> items, List<Json> others, Pairs todo) {
    Alignment alignment = Alignment.of(items, others, new Unmasked(path));
    if (alignment.reordered()) {
      out.add(Kind.ORDER, path.location(), path.pointer(), "this order", "another order");
      if (alignment.pairs().stream().allMatch(pair -> pair.base() == pair.other())) {
        // The same items without a key: nothing but their order differs.
        return;
      }
    }
    each(path, alignment.pairs(), todo);
  }

  static void each(Path path, List<Alignment.Pair> pairs, Pairs todo) {
    for (Alignment.Pair pair : pairs) {
      todo.pair(path.item(pair.base(), pair.other()), pair.base(), pair.other());
    }
  }

  private Pairs pairs(List<Json> items, List<Json> others) {
    return (path, base, that) -> {
      if (that < 0) {
        missing(path, items.get(base));
      } else if (base < 0) {
        extra(path, others.get(that));
      } else {
        compare(path, items.get(base), others.get(that));
      }
    };
  }

  private void changed(Path path, Json left, Json right) {
    String was = text(left);
    String is = text(right);
    if (base.isSameTick(was, other, is)) {
      return;
    }
    if (base.masks().hidesBody(path, Path.Style.BASE)
        || other.masks().hidesBody(path, Path.Style.OTHER)) {
      if (!Side.sameLengthClass(was, is)) {
        add(Kind.LENGTH, path, left, right);
      }
      return;
    }
    if (left instanceof Json.Num number && right instanceof Json.Num that) {
      String note = number.isRoundedTo(that) ? " (the same as a double)" : "";
      out.add(Kind.VALUE, path.location(), path.pointer(), was, is + note);
    } else if (!within(path, was, is)) {
      add(sameCharacters(was, is) ? Kind.REPRESENTATION : Kind.VALUE, path, left, right);
    }
  }

  private static boolean sameCharacters(String was, String is) {
    return Normalizer.normalize(was, Normalizer.Form.NFC)
        .equals(Normalizer.normalize(is, Normalizer.Form.NFC));
  }

  /** Whether both strings are JSON, and were compared as such. */
  private boolean within(Path path, String was, String is) {
    int depth = JsonText.MAX_DEPTH - path.depth();
    Json inner = level < TextInJson.MAX_LEVELS ? TextInJson.parse(was, depth) : null;
    Json that = inner == null ? null : TextInJson.parse(is, depth);
    if (inner == null || that == null) {
      return false;
    }
    if (inner.sameAs(that)) {
      out.add(Kind.REPRESENTATION, path.location(), path.pointer(), was, is);
      return true;
    }
    level++;
    compare(path.text(), inner, that);
    level--;
    return true;
  }

  private void add(Kind kind, Path path, Json left, Json right) {
    out.add(kind, path.location(), path.pointer(), shown(left), shown(right));
  }

  private void missing(Path path, Json left) {
    out.add(Kind.MISSING, path.location(), path.pointer(), shown(left), "absent");
  }

  private void extra(Path path, Json right) {
    out.add(Kind.EXTRA, path.location(), path.pointer(), "absent", shown(right));
  }

  /** A scalar's own text; a container's size. */
  private static String text(Json value) {
    return switch (value) {
      case Json.Str string -> string.value();
      case Json.Num number -> number.literal();
      case Json.Bool flag -> Boolean.toString(flag.value());
      case Json.Null nothing -> "null";
      case Json.Obj object -> "object of " + object.members().size();
      case Json.Arr list -> "list of " + list.items().size();
    };
  }

  private static String shown(Json value) {
    return value instanceof Json.Str string ? '"' + string.value() + '"' : text(value);
  }

  /** A pseudonym made with another key tells nothing apart. */
  private final class Unmasked implements KeyField.Usable {

    private final Path list;

    Unmasked(Path list) {
      this.list = list;
    }

    @Override
    public boolean base(int index, String name) {
      Path path = list.item(index, index).member(name);
      return base.masks().isEmpty() || !base.masks().hidesBody(path, Path.Style.BASE);
    }

    @Override
    public boolean other(int index, String name) {
      Path path = list.item(index, index).member(name);
      return other.masks().isEmpty() || !other.masks().hidesBody(path, Path.Style.OTHER);
    }
  }
}
