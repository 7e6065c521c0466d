package dev.parallax.comparator.diff;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as it was written: member order, repeated names and number literals are kept.
 *
 * <p>{@link #sameAs} is equality in value (1 equals 1.0, member order is no matter); {@link #hash}
 * agrees with it and is computed once, so that lists are aligned in time linear in their size.
 */
sealed interface Json {

  int hash();

  /** What it is, in a word: for TYPE divergences. */
  String type();

  boolean sameAs(Json other);

  /**
   * Spreads what is near (the last step of MurmurHash3): or else all points of a grid with one sum
   * would have one hash, and finding them in a table take a time that is quadratic.
   */
  private static int mixed(int hash) {
    int spread = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    spread = (spread ^ (spread >>> 13)) * 0xc2b2ae35;
    return spread ^ (spread >>> 16);
  }

  /** {@code cut}: the text ended inside, so what is absent here may have been there. */
  record Obj(List<Member> members, boolean cut, int hash) implements Json {

    static Obj of(List<Member> members, boolean cut) {
      int hash = 17;
      for (Member member : members) {
        // Addition: members in another order are the same object.
        hash += mixed((member.name().hashCode() * 31) ^ member.value().hash());
      }
      return new Obj(List.copyOf(members), cut, hash);
    }

    @Override
    public String type() {
      return "object";
    }

    /** The first member of that name, or null. */
    @Nullable Json get(String name) {
      for (Member member : members) {
        if (member.name().equals(name)) {
          return member.value();
        }
      }
      return null;
    }

    @Override
    public boolean sameAs(Json other) {
      return other instanceof Obj that
          && hash == that.hash
          && members.size() == that.members.size()
          && Members.pair(this, that).stream().allMatch(Members.Pair::same);
    }
  }

  /** One member of an object. */
  record Member(String name, Json value) {}

  /** {@code cut}: the text ended inside, so the list may have been longer. */
  record Arr(List<Json> items, boolean cut, int hash) implements Json {

    static Arr of(List<Json> items, boolean cut) {
      int hash = 19;
      for (Json item : items) {
        hash = mixed(hash * 31 + item.hash());
      }
      return new Arr(List.copyOf(items), cut, hash);
    }

    @Override
    public String type() {
      return "list";
    }

    @Override
    public boolean sameAs(Json other) {
      if (!(other instanceof Arr that) || hash != that.hash || items.size() != that.items.size()) {
        return false;
      }
      for (int i = 0; i < items.size(); i++) {
        if (!items.get(i).sameAs(that.items.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /** A string. */
  record Str(String value) implements Json {

    @Override
    public int hash() {
      return value.hashCode();
    }

    @Override
    public String type() {
      return "string";
    }

    @Override
    public boolean sameAs(Json other) {
      return other instanceof Str that && value.equals(that.value);
    }
  }

  /** A number; {@code value} is null where its exponent is beyond what can be computed with. */
  record Num(String literal, @Nullable BigDecimal value) implements Json {

    static Num of(String literal) {
      try {
        return new Num(literal, new BigDecimal(literal));
      } catch (NumberFormatException | ArithmeticException beyondRange) {
        return new Num(literal, null);
      }
    }

    /** Whoever reads them as doubles, as JavaScript does, can't tell them apart: beyond 2^53. */
    boolean isRoundedTo(Num other) {
      return value != null
          && other.value != null
          && Double.isFinite(value.doubleValue())
          && value.doubleValue() == other.value.doubleValue();
    }

    @Override
    public int hash() {
      return value == null ? literal.hashCode() : value.stripTrailingZeros().hashCode();
    }

    @Override
    public String type() {
      return "number";
    }

    @Override
    public boolean sameAs(Json other) {
      if (!(other instanceof Num that)) {
        return false;
      }
      return (value == null || that.value == null)
          ? literal.equals(that.literal)
          : value.compareTo(that.value) == 0;
    }
  }

  /** true or false. */
  record Bool(boolean value) implements Json {

    @Override
    public int hash() {
      return Boolean.hashCode(value);
    }

    @Override
    public String type() {
      return "boolean";
    }

    @Override
    public boolean sameAs(Json other) {
      return equals(other);
    }
  }

  /** null, which is not the same as absent. */
  record Null() implements Json {

    @Override
    public int hash() {
      return 7;
    }

    @Override
    public String type() {
      return "null";
    }

    @Override
    public boolean sameAs(Json other) {
      return other instanceof Null;
    }
  }
}
