package dev.parallax.comparator.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pairs the members of two objects by name; the nth of a repeated name with the nth. */
final class Members {

  /** At least one of the two is there. */
  record Pair(String name, @Nullable Json base, @Nullable Json other) {

    boolean same() {
      return base != null && other != null && base.sameAs(other);
    }
  }

  private record Key(String name, int occurrence) {}

  private Members() {}

  /** In the base's order, then what only the other has, in its order. */
  static List<Pair> pair(Json.Obj base, Json.Obj other) {
    Map<Key, Json> unpaired = index(other);
    var pairs = new ArrayList<Pair>(base.members().size());
    var seen = new HashMap<String, Integer>();
    for (Json.Member member : base.members()) {
      Key key = new Key(member.name(), seen.merge(member.name(), 1, Integer::sum));
      pairs.add(new Pair(member.name(), member.value(), unpaired.remove(key)));
    }
    seen.clear();
    for (Json.Member member : other.members()) {
      Key key = new Key(member.name(), seen.merge(member.name(), 1, Integer::sum));
      Json extra = unpaired.get(key);
      if (extra != null) {
        pairs.add(new Pair(member.name(), null, extra));
      }
    }
    return pairs;
  }

  private static Map<Key, Json> index(Json.Obj object) {
    var byKey = new HashMap<Key, Json>();
    var seen = new HashMap<String, Integer>();
    for (Json.Member member : object.members()) {
      byKey.put(new Key(member.name(), seen.merge(member.name(), 1, Integer::sum)), member.value());
    }
    return byKey;
  }
}
