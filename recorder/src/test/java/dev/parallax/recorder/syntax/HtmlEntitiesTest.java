package dev.parallax.recorder.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.recorder.sanitize.Properties;
import java.util.List;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlEntitiesTest {

  @ParameterizedTest
  @CsvSource({
    "a&amp;b,          a&b",
    "&#64;&#x40;&#X40, @@@",
    "&auml;&Auml,      äÄ",
    "&notit;,          ¬it;",
    "&notin;,          ∉",
    "&nope;,           &nope;",
    "&,                &",
    "&#;,              &#;",
    "&#x80;,           €",
    "&#xD800;,         \ufffd",
    "&#99999999999;,   \ufffd",
    "&NotEqualTilde;,  \u2242\u0338",
  })
  void decodesAsABrowserDoes(String text, String expected) {
    assertThat(HtmlEntities.decode(text, false)).isEqualTo(expected);
  }

  @Test
  void leavesParametersOfLinks() {
    assertThat(HtmlEntities.decode("?a=1&copy=2&amp;c&lt", true)).isEqualTo("?a=1&copy=2&c<");
    assertThat(HtmlEntities.decode("?a=1&copy=2", false)).isEqualTo("?a=1©=2");
  }

  @Test
  void agreesWithAnotherParser() {
    List<String> pieces =
        List.of("&amp;", "&#97;", "&#x1F600;", "&eacute;", "&lt;", "&nbsp;", "a", " ", ";", "&x");
    Properties.forAll(
        2000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < 8; i++) {
            text.append(pieces.get(random.nextInt(pieces.size())));
          }
          return text.toString();
        },
        text ->
            assertThat(HtmlEntities.decode(text, false))
                .isEqualTo(Parser.unescapeEntities(text, false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"&", "&;", "&a b;", "&auml;", "&#0;", "&#xFFFF;", "&#x;", "&#1a;"})
  void refusesWhatXmlDoesNotKnow(String text) {
    assertThatThrownBy(() -> HtmlEntities.decodeXml(text, false))
        .isInstanceOf(MalformedTextException.class);
  }

  @Test
  void knowsTheNamesOfHtmlWhereAnotherDocumentMayDeclareThem() throws MalformedTextException {
    assertThat(HtmlEntities.decodeXml("&auml;&lt;&#228;", true)).isEqualTo("ä<ä");
  }
}
