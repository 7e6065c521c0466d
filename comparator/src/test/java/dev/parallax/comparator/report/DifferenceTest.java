package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {

  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      value = {
        // expected, actual, before, between, between, after
        "'abc', 'axc', 'a', 'b', 'x', 'c'",
        "'aa', 'aaa', 'aa', '', 'a', ''",
        "'aaa', 'aa', 'aa', 'a', '', ''",
        "'', 'x', '', '', 'x', ''",
        "'201', '500', '', '201', '500', ''",
        "'same', 'same', 'same', '', '', ''",
        "'price 😀 up', 'price 😁 up', 'price ', '😀', '😁', ' up'",
      })
  void partsValuesAtCommonBeginningAndEnd(
      String expected, String actual, String before, String left, String right, String after) {
    assertThat(Difference.between(expected, actual, 60))
        .isEqualTo(new Difference(before, left, right, after));
  }

  @Test
  void doesNotCutASurrogatePairWithTheSameEnd() {
    // U+1F600 and U+1FA00 share their second half.
    assertThat(Difference.between("\uD83D\uDE00", "\uD83E\uDE00", 60))
        .isEqualTo(new Difference("", "\uD83D\uDE00", "\uD83E\uDE00", ""));
  }

  @Test
  void keepsOnlySomeContext() {
    String common = "c".repeat(1_000);

    Difference difference = Difference.between(common + "x" + common, common + "y" + common, 60);

    assertThat(difference.before()).isEqualTo("…" + "c".repeat(60));
    assertThat(difference.expected()).isEqualTo("x");
    assertThat(difference.after()).isEqualTo("c".repeat(60) + "…");
  }
}
