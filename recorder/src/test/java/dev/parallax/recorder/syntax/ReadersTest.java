package dev.parallax.recorder.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.sanitize.Properties;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadersTest {

  private static final List<String> MARKUP =
      List.of(
          "<",
          ">",
          "a",
          "</",
          "<!--",
          "-->",
          "=",
          "'",
          "\"",
          " ",
          "script",
          "![CDATA[",
          "]]>",
          "/");

  /** Whatever comes: each token begins where the last one ended, and none is empty. */
  @Test
  void coversHtmlWithoutAGap() {
    Properties.forAll(
        3000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < 30; i++) {
            text.append(MARKUP.get(random.nextInt(MARKUP.size())));
          }
          return text.toString();
        },
        text -> {
          HtmlLexer lexer = new HtmlLexer(text);
          int at = 0;
          while (lexer.next() != HtmlLexer.Token.DONE) {
            assertThat(lexer.from()).isEqualTo(at);
            assertThat(lexer.to()).isGreaterThan(at);
            at = lexer.to();
          }
          assertThat(at).isEqualTo(text.length());
        });
  }

  @Test
  void readsBackWhatItQuotes() {
    Properties.forAll(
        1000,
        random -> Properties.string(random, "aé= \t.\r\n~\u0000", 120),
        text -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          String coded = QuotedPrintable.encode(bytes);
          assertThat(coded.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(77));
          assertThat(QuotedPrintable.decode(coded.getBytes(StandardCharsets.US_ASCII)))
              .isEqualTo(bytes);
        });
  }

  @Test
  void readsCells() {
    CsvReader reader = new CsvReader("a,\"b,\"\"c\"\"\nd\",\r\n,e\"f\n", ',');
    List<String> cells = new ArrayList<>();
    while (reader.next()) {
      cells.add(reader.value() + (reader.isLastOfRow() ? "|" : ""));
    }
    assertThat(cells).containsExactly("a", "b,\"c\"\nd", "|", "", "e\"f|");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          form-data; name="a"; filename="b;c.txt" | form-data | a    | b;c.txt
          form-data;name=a;filename=b             | form-data | a    | b
          attachment; NAME="a\\"b"; x              | attachment| a"b  | ``
          form-data; name="a; name=c              | form-data | a; name=c | ``
          """)
  void readsParameters(String value, String first, String name, String file) {
    HeaderParameters parameters = HeaderParameters.of(value);
    assertThat(parameters.first()).isEqualTo(first);
    assertThat(parameters.get("name")).isEqualTo(name);
    assertThat(parameters.get("filename")).isEqualTo(file);
  }

  @Test
  void readsParts() throws MalformedTextException {
    byte[] body =
        "preamble\r\n--b\r\nA: 1\r\n 2\r\n\r\nx\r\n--bc\r\ny\r\n--b \r\n\r\n\r\n--b--\r\nepilogue"
            .getBytes(StandardCharsets.US_ASCII);
    MultipartReader reader = new MultipartReader(body, "b");
    assertThat(reader.next()).isTrue();
    assertThat(reader.headers()).containsExactly(new MultipartReader.Header("A", "1 2"));
    assertThat(
            new String(body, reader.from(), reader.to() - reader.from(), StandardCharsets.US_ASCII))
        .isEqualTo("x\r\n--bc\r\ny");
    assertThat(reader.next()).isTrue();
    assertThat(reader.to()).isEqualTo(reader.from());
    assertThat(reader.next()).isFalse();
    assertThat(reader.ended()).isTrue();
  }
}
