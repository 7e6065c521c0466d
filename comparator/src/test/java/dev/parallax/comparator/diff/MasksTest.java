package dev.parallax.comparator.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Leaf;
import dev.parallax.proto.Sanitisation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values of a body are pseudonyms, by the leaves of lists. */
class MasksTest {

  @Test
  void hidesEachItem() {
    Masks masks = masks("/a/*/b/*", List.of(2, 4));
    assertThat(hides(masks, "/a/[0]/b/[17]")).isTrue();
    assertThat(hides(masks, "/a/[0]/b/x")).isFalse();
    assertThat(hides(masks, "/a/[0]/b")).isFalse();
    assertThat(hides(masks, "/a/[0]/c/17")).isFalse();
    assertThat(masks.hidesAnyBody()).isTrue();
    assertThat(masks.damaged()).isFalse();
  }

  @Test
  void hidesNamedItemsOnly() {
    Masks masks = masks("/a/*/b/*", List.of(2, 4), 0, 3, 12, 0);
    assertThat(hides(masks, "/a/[0]/b/[3]")).isTrue();
    assertThat(hides(masks, "/a/[12]/b/[0]")).isTrue();
    assertThat(hides(masks, "/a/[0]/b/[0]")).isFalse();
    assertThat(hides(masks, "/a/[12]/b/[3]")).isFalse();
  }

  @Test
  void tellsNumbersThatAreNamesFromIndices() {
    Masks masks = masks("/2026/*", List.of(2));
    assertThat(hides(masks, "/2026/[0]")).isTrue();
    assertThat(hides(masks, "/2026/0")).isFalse();
    assertThat(hides(masks, "/[2026]/[0]")).isFalse();
  }

  @Test
  void takesAStarThatIsANameAsAName() {
    Masks masks = masks("/*", List.of());
    assertThat(hides(masks, "/*")).isTrue();
    assertThat(hides(masks, "/[0]")).isFalse();
    Masks list = masks("/*/*", List.of(2), 3);
    assertThat(hides(list, "/*/[3]")).isTrue();
    assertThat(hides(list, "/[3]/*")).isFalse();
    Masks all = masks("/*/*", List.of(2));
    assertThat(hides(all, "/*/[3]")).isTrue();
    assertThat(hides(all, "/[5]/[3]")).isFalse();
  }

  /** What it would hide is not known, so that nothing of the body is judged by its value. */
  @ParameterizedTest
  @CsvSource({
    "beyond the location,    5,   ''",
    "before its first slash, 0,   ''",
    "negative,               -1,  ''",
    "a name,                 1,   ''",
    "out of order,           4 2, ''",
    "twice,                  2 2, ''",
    "half an item,           2 4, 0",
    "an item before the first, 2, -1",
    "items of no list,       '',  0",
  })
  void hidesTheWholeBodyByADamagedLeaf(String what, String lists, String items) {
    Masks masks = masks("/a/*/b/*", numbers(lists), numbers(items).toArray(Integer[]::new));
    assertThat(masks.damaged()).as(what).isTrue();
    assertThat(masks.isEmpty()).isFalse();
    assertThat(hides(masks, "/c")).isTrue();
    assertThat(masks.hidesAnyBody()).isTrue();
    assertThat(masks.hidesHeader("etag")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "location,        location, true",
    "location path/1, location, true",
    "location query to, location, true",
    "location-id,     location, false",
  })
  void hidesAHeaderOfWhichAPartWasReplaced(String leaf, String header, boolean hidden) {
    Masks masks =
        Masks.of(
            Sanitisation.newBuilder()
                .addLeaves(Leaf.newBuilder().setLocation("response header " + leaf))
                .build());

    assertThat(masks.hidesHeader(header)).isEqualTo(hidden);
  }

  /** The recorder tells of them by the string's own pointer. */
  @Test
  void hidesInJsonWithinAStringOfItsOwnItem() {
    Masks masks = masks("/items/3/payload/*/price", List.of(4));
    Path payload = Path.root().member("items").item(3, 5).member("payload");
    Path price = payload.text().item(0, 0).member("price");
    assertThat(masks.hidesBody(price, Path.Style.BASE)).isTrue();
    assertThat(masks.hidesBody(price, Path.Style.OTHER)).isFalse();
    Path member = payload.member("(json)").item(0, 0).member("price");
    assertThat(masks.hidesBody(member, Path.Style.BASE)).isFalse();
  }

  private static List<Integer> numbers(String words) {
    return words.isEmpty()
        ? List.of()
        : Stream.of(words.split(" ", -1)).map(Integer::valueOf).toList();
  }

  /**
   * @param way with an index in brackets
   */
  private static boolean hides(Masks masks, String way) {
    Path path = Path.root();
    for (String step : way.substring(1).split("/", -1)) {
      boolean item = step.startsWith("[");
      int index = item ? Integer.parseInt(step.substring(1, step.length() - 1)) : 0;
      path = item ? path.item(index, index) : path.member(step);
    }
    return masks.hidesBody(path, Path.Style.BASE);
  }

  private static Masks masks(String pointer, List<Integer> lists, Integer... items) {
    return Masks.of(
        Sanitisation.newBuilder()
            .addLeaves(
                Leaf.newBuilder()
                    .setLocation("response body " + pointer)
                    .addAllLists(lists)
                    .addAllItems(List.of(items)))
            .build());
  }
}
