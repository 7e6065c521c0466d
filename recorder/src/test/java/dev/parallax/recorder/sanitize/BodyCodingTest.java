package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.recorder.raw.RawBody;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies whose bytes are not what is said of them, or are it in an unusual way. */
class BodyCodingTest {

  private static final List<String> TYPES =
      List.of(
          "text/html",
          "text/plain",
          "text/plain; charset=iso-8859-1",
          "text/csv; charset=windows-1252",
          "application/xml",
          "application/json",
          "application/graphql",
          "multipart/mixed; boundary=x");

  @Test
  void reducesWhatIsCompressedAndDoesNotSaySo() {
    byte[] zipped = Frames.gzipped(Raws.bytes("<p>bob@x.org</p>".repeat(20)));
    for (String type : TYPES) {
      Body body = body(Raws.get("/").returning(type, RawBody.whole(zipped)));
      assertThat(body.getExtent()).as(type).isEqualTo(Extent.EXTENT_REDUCED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "gzip, br", "lzma"})
  void reducesWhatIsNotCompressedAndSaysSo(String coding) {
    for (String type : TYPES) {
      Body body =
          body(Raws.get("/").answering("Content-Encoding", coding).returning(type, "<p>Bob</p>"));
      assertThat(body.getExtent()).as(type).isEqualTo(Extent.EXTENT_REDUCED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1251, UTF-8",
    "koi8-r, UTF-8",
    "iso-8859-15, UTF-8",
    "utf-16, UTF-16LE",
    "utf-16, UTF-16BE"
  })
  void readsWhatIsWrittenAndNotWhatIsSaid(String said, String is) {
    String text = "Иван Петров, 東京都, Žižkov";
    byte[] bytes = text.getBytes(Charset.forName(is));
    Body body = body(Raws.get("/").returning("text/plain; charset=" + said, RawBody.whole(bytes)));
    assertThat(body.getContent().toString(Charset.forName(is)))
        .matches("\\p{IsCyrillic}{4} \\p{IsCyrillic}{6}, \\p{IsHan}{3}, \\p{IsLatin}{6}")
        .doesNotContain("Иван", "東京", "Žiž");
  }

  /** Ones in circles, in Braille, as halves of flags, and the marks of letters. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ⒶⒹⒶⓛⓞⓥⓔ",
        "🅐🅓🅐🄰🄳🄰",
        "⠁⠙⠁⠇⠕⠧⠑",
        "🇦🇩🇦🇱",
        "e\u0301a\u0300o\u0308",
        "किीुू",
        "㈱㍿㍻㎏"
      })
  void replacesWhatIsSpeltInSymbols(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Body body = body(Raws.get("/").returning("text/plain; charset=utf-8", RawBody.whole(bytes)));
    String out = body.getContent().toStringUtf8();
    assertThat(out).isNotEqualTo(text);
    int[] was = text.codePoints().toArray();
    int[] is = out.codePoints().toArray();
    assertThat(is).hasSameSizeAs(was);
    int same = 0;
    for (int i = 0; i < was.length; i++) {
      same += was[i] == is[i] ? 1 : 0;
    }
    assertThat(same).isLessThanOrEqualTo(was.length / 2);
  }

  @Test
  void readsStackedCodings() {
    byte[] twice = Frames.gzipped(Frames.gzipped(Raws.bytes("<p>Bob</p>")));
    Body body =
        body(
            Raws.get("/")
                .answering("Content-Encoding", "gzip, gzip")
                .returning("text/html", RawBody.whole(twice)));
    assertThat(body.getContent().toStringUtf8()).matches("<p>[A-Z][a-z]{2}</p>");
  }

  /** What is kept of a bomb is a prefix, and no more than is decoded of any body. */
  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "text/csv", "text/plain"})
  void boundsWhatABombBecomes(String type) {
    byte[] bomb = Frames.gzipped(Raws.bytes("<a><b>Bob</b>" + "<c>a</c>\n".repeat(1_000_000)));
    Body body =
        body(
            Raws.get("/")
                .answering("Content-Encoding", "gzip")
                .returning(type, RawBody.whole(bomb)));
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_PREFIX);
    assertThat(body.getContent().size()).isLessThan(5 << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain; charset=utf-16,     UTF-16BE, ''",
    "text/plain; charset=utf-16,     UTF-16LE, \ufeff",
    "text/plain; charset=utf-16le,   UTF-16LE, ''",
    "text/plain; charset=utf-32,     UTF-32BE, ''",
    "text/plain,                     UTF-16LE, \ufeff",
    "text/plain,                     UTF-8,    \ufeff",
    "text/plain; charset=iso-8859-1, ISO-8859-1, ''",
    "text/html; charset=utf-16,      UTF-16BE, \ufeff",
    "text/csv; charset=latin1,       ISO-8859-1, ''",
  })
  void writesWhatItReads(String type, String charsetName, String mark) {
    Charset charset = Charset.forName(charsetName);
    byte[] raw = (mark + "Grüße, Bob").getBytes(charset);
    byte[] out = body(Raws.get("/").returning(type, RawBody.whole(raw))).getContent().toByteArray();
    assertThat(new String(out, charset)).matches("\ufeff?[A-Z][a-zß-ÿ]{4}, ?[A-Z][a-z]{2}");
    assertThat(out).hasSameSizeAs(raw).isNotEqualTo(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void readsWideJson(String charset) {
    byte[] raw = "{\"a\":\"Bob\",\"n\":3}".getBytes(Charset.forName(charset));
    assertThat(
            body(Raws.get("/").returning("application/json", RawBody.whole(raw)))
                .getContent()
                .toStringUtf8())
        .matches("\\{\"a\":\"[A-Z][a-z]{2}\",\"n\":3}");
  }

  @ParameterizedTest
  @CsvSource({
    "text/html; charset=utf-7, charset is not known",
    "text/csv; charset=iso-2022-jp, charset is not known",
    "text/plain; charset=bob, charset is not known",
  })
  void reducesCharsetsThatItDoesNotKnow(String type, String because) {
    Body body = body(Raws.get("/").returning(type, "+ADw-Bob+AD4-"));
    assertThat(body.getReducedBecause()).isEqualTo(because);
    assertThat(body.getContentType()).isEqualTo(type.substring(0, type.indexOf(';')));
  }

  private static Body body(Raws raws) {
    return raws.strict().getResponse().getBody();
  }
}
