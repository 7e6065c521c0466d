package dev.parallax.comparator.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Leaf;
import dev.parallax.proto.Sanitisation;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    return masks.hidesBody(path, path.pointer());
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
