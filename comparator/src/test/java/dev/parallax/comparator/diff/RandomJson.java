package dev.parallax.comparator.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** JSON texts drawn from a seeded generator. */
final class RandomJson {

  /** One document before and after a mutation at a pointer. */
  record Mutated(String base, String other, String pointer) {}

  private RandomJson() {}

  static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> Integer.toString(random.nextInt());
      case 1 -> Double.toString(random.nextGaussian());
      case 2 -> Boolean.toString(random.nextBoolean());
      case 3 -> "null";
      case 4, 5 -> "\"s" + random.nextInt(100) + "\"";
      case 6 -> list(random, depth - 1);
      default -> object(random, depth - 1, "");
    };
  }

  private static String list(Random random, int depth) {
    var items = new ArrayList<String>();
    for (int i = random.nextInt(5); i > 0; i--) {
      items.add(value(random, depth));
    }
    return "[" + String.join(",", items) + "]";
  }

  /** Names may repeat, as they may in JSON. */
  private static String object(Random random, int depth, String planted) {
    var members = new ArrayList<String>();
    for (int i = random.nextInt(5); i > 0; i--) {
      members.add("\"m" + random.nextInt(20) + "\":" + value(random, depth));
    }
    if (!planted.isEmpty()) {
      members.add(random.nextInt(members.size() + 1), planted);
    }
    return "{" + String.join(",", members) + "}";
  }

  /** The planted member lies under objects and lists, whose other content is the same. */
  static Mutated mutated(Random random, Mutation mutation) {
    String pointer = "/planted";
    String base = planted(mutation.before);
    String other = planted(mutation.after);
    int depth = random.nextInt(4);
    for (int i = 0; i <= depth; i++) {
      long seed = random.nextLong();
      String inBase = object(new Random(seed), 2, base);
      String inOther = around(new Random(seed), base, other);
      if (i < depth && random.nextBoolean()) {
        List<String> items = List.of("{\"id\":1}", "{\"id\":2}");
        base = "\"l\":[" + String.join(",", items) + "," + withId(inBase) + "]";
        other = "\"l\":[" + String.join(",", items) + "," + withId(inOther) + "]";
        pointer = "/l/2" + pointer;
      } else if (i < depth) {
        base = "\"o\":" + inBase;
        other = "\"o\":" + inOther;
        pointer = "/o" + pointer;
      } else {
        return new Mutated(inBase, inOther, pointer);
      }
    }
    throw new AssertionError("the last level returns");
  }

  private static String planted(String value) {
    return value.isEmpty() ? "\"beside\":1" : "\"planted\":" + value;
  }

  /** The same object, drawn from the same seed, around another member. */
  private static String around(Random random, String base, String other) {
    return object(random, 2, base).replace(base, other);
  }

  private static String withId(String object) {
    return "{\"id\":3" + (object.length() > 2 ? "," : "") + object.substring(1);
  }
}
