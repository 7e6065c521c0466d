package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void escapesTextAndAttributes() {
    Html html = new Html().open("p", "title", "\"<&'>").text("\"<&'>").close("p");

    assertThat(html.document())
        .isEqualTo("<p title=\"&quot;&lt;&amp;&#39;&gt;\">&quot;&lt;&amp;&#39;&gt;</p>");
  }

  @Test
  void namesHiddenCharactersInText() {
    assertThat(new Html().text("a\u00A0b").document())
        .isEqualTo("a<span class=\"hidden-char\">⟨U+00A0⟩</span>b");
  }

  @Test
  void cutsEndlessText() {
    assertThat(new Html().text("x".repeat(5_000)).document()).isEqualTo("x".repeat(1_000) + "…");
  }

  @Test
  void refusesElementsThatOverlap() {
    Html html = new Html().open("p").open("em");

    assertThatIllegalStateException()
        .isThrownBy(() -> html.close("p"))
        .withMessage("closing p, but em is open");
  }

  @Test
  void refusesADocumentThatIsNotClosed() {
    Html html = new Html().open("p");

    assertThatIllegalStateException().isThrownBy(html::document);
  }
}
