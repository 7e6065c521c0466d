package dev.parallax.comparator.diff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The values of the member by which a list's items are told apart.
 *
 * @param base one for each item of the base, all different
 * @param other one for each item of the other list, all different
 */
record KeyField(List<Json> base, List<Json> other) {

  private static final List<String> NAMES = List.of("id", "key", "uuid", "code", "sku", "name");

  /** Whether a key's values are in the clear on both sides, item by item. */
  interface Usable {

    boolean base(int index, String name);

    boolean other(int index, String name);
  }

  private record Key(Json value) {

    @Override
    public boolean equals(Object that) {
      return that instanceof Key key && value.sameAs(key.value);
    }

    @Override
    public int hashCode() {
      return value.hash();
    }
  }

  /** The first usual name whose values are unique on both sides and mostly shared by them. */
  static Optional<KeyField> infer(List<Json> base, List<Json> other, Usable usable) {
    if (base.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    for (String name : NAMES) {
      List<Json> baseKeys = keys(base, name, index -> usable.base(index, name));
      List<Json> otherKeys = keys(other, name, index -> usable.other(index, name));
      if (!baseKeys.isEmpty() && !otherKeys.isEmpty() && mostlyShared(baseKeys, otherKeys)) {
        return Optional.of(new KeyField(baseKeys, otherKeys));
      }
    }
    return Optional.empty();
  }

  /** Empty if an item has none, or two have the same. */
  private static List<Json> keys(List<Json> items, String name, IntPredicate usable) {
    var keys = new ArrayList<Json>(items.size());
    var distinct = new HashSet<Key>();
    for (Json item : items) {
      Json key = item instanceof Json.Obj object ? object.get(name) : null;
      boolean scalar = key instanceof Json.Str || key instanceof Json.Num;
      if (key == null || !scalar || !usable.test(keys.size()) || !distinct.add(new Key(key))) {
        return List.of();
      }
      keys.add(key);
    }
    return keys;
  }

  /** Keys drawn anew for each answer identify nothing: such items are paired by position. */
  private static boolean mostlyShared(List<Json> base, List<Json> other) {
    var keys = new HashSet<Key>();
    base.forEach(key -> keys.add(new Key(key)));
    long shared = other.stream().filter(key -> keys.contains(new Key(key))).count();
    return 2 * shared >= Math.min(base.size(), other.size());
  }
}
