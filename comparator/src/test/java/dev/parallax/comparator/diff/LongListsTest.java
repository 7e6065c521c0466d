package dev.parallax.comparator.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.comparator.Given;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to a list of n items is bounded by a multiple of n, whatever differs. */
class LongListsTest {

  private static final int ITEMS = 20_000;

  /** For each edit that is looked for, a few. */
  private static final long MOST_LOOKS = 3L * CommonItems.MAX_EDITS * ITEMS;

  private static final KeyField.Usable ALL =
      new KeyField.Usable() {
        @Override
        public boolean base(int index, String name) {
          return true;
        }

        @Override
        public boolean other(int index, String name) {
          return true;
        }
      };

  /** What a build may do to a list. */
  enum Change {
    SHUFFLE(
        items -> {
          List<String> shuffled = new ArrayList<>(items);
          Collections.shuffle(shuffled, new Random(7));
          return shuffled;
        }),
    DROP_EVERY_SECOND(
        items -> IntStream.range(0, items.size() / 2).mapToObj(i -> items.get(2 * i)).toList()),
    SHUFFLE_AND_DROP_ONE(items -> SHUFFLE.change.apply(items).subList(1, items.size())),
    CHANGE_EACH(items -> items.stream().map(item -> "[" + item + "]").toList()),
    REPEAT_ONE(items -> Collections.nCopies(items.size() / 2, items.getFirst())),
    DROP_ALL(items -> List.of());

    @SuppressWarnings("ImmutableEnumChecker")
    final UnaryOperator<List<String>> change;

    Change(UnaryOperator<List<String>> change) {
      this.change = change;
    }
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void looksAtEachItemAFewTimes(Change change) {
    for (List<String> base : List.of(points(), Collections.nCopies(ITEMS, "true"), keyed())) {
      var items = new Counted(parsed(base).items());
      var others = new Counted(parsed(change.change.apply(base)).items());

      Alignment.of(items, others, ALL);

      assertThat(items.looks + others.looks).isLessThan(MOST_LOOKS);
    }
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void comparesTenMegabytes(Change change) {
    List<String> base = new ArrayList<>();
    String filling = "x".repeat(500);
    points().forEach(point -> base.add("{\"at\":" + point + ",\"is\":\"" + filling + "\"}"));
    var out = new Differences();
    var side = Side.of(Given.json(200, ""), 0, Masks.none());

    new JsonDiff(side, side, out).compare(parsed(base), parsed(change.change.apply(base)));

    assertThat(out.found()).hasSizeBetween(1, 4 * Differences.MAX_POINTERS);
  }

  /** Equal hashes are found by looking at each. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"x\":%d,\"y\":%d}", "[%d,%d]", "{\"p\":[%d,%d]}"})
  void givesThePointsOfAGridHashesOfTheirOwn(String point) {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < ITEMS; i++) {
      hashes.add(parsed(List.of(point.formatted(i / 200, i % 200))).items().getFirst().hash());
    }
    assertThat(hashes.size()).isGreaterThan(ITEMS - 10);
  }

  private static List<String> points() {
    return IntStream.range(0, ITEMS)
        .mapToObj(i -> "{\"x\":%d,\"y\":%d}".formatted(i / 200, i % 200))
        .toList();
  }

  private static List<String> keyed() {
    return IntStream.range(0, ITEMS).mapToObj("{\"id\":%d}"::formatted).toList();
  }

  private static Json.Arr parsed(List<String> items) {
    ByteString text = ByteString.copyFromUtf8("[" + String.join(",", items) + "]");
    return (Json.Arr) Objects.requireNonNull(JsonText.parse(text, false));
  }

  private static final class Counted extends AbstractList<Json> {

    private final List<Json> items;
    private long looks;

    Counted(List<Json> items) {
      this.items = items;
    }

    @Override
    public Json get(int index) {
      looks++;
      return items.get(index);
    }

    @Override
    public int size() {
      return items.size();
    }
  }
}
