package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.recorder.raw.RawBody;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlBodyTest {

  @Test
  void keepsMarkupAndReplacesValues() {
    String html =
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Orders of Bob</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="stylesheet" href="/static/site.css">
        <style>.bob { color: red }</style></head>
        <body class="wide dark-mode"><h1 id=top>Hi&nbsp;Bob</h1>
        <!-- rendered for bob -->
        <input type="hidden" name="csrf" value="a1B2c3D4e5F6">
        <a href="/orders/7654321?mail=bob%40x.org">7654321</a><br/>
        <p onclick="go('bob')" data-email=bob@x.org>3</p></body></html>
        """;
    assertThat(sanitised(html))
        .matches(
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>[A-Z][a-z]{5} [a-z]{2} [A-Z][a-z]{2}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="stylesheet" href="/static/[a-z]{4}\\.css">
            <style>\\.[a-z]{3} \\{ [a-z]{5}: [a-z]{3} }</style></head>
            <body class="wide dark-mode"><h1 id=top>[A-Z][a-z]\u00a0[A-Z][a-z]{2}</h1>
            <!-- [a-z]{8} [a-z]{3} [a-z]{3} -->
            <input type="hidden" name="csrf" value="\\w{12}">
            <a href="/orders/[1-9]\\d{6}\\?mail=u_\\w{12}@\\w{6}\\.invalid">[1-9]\\d{6}</a><br/>
            <p onclick="[a-z]{2}\\('[a-z]{3}'\\)" data-email=u_\\w{12}@\\w{6}\\.invalid>3</p></body></html>
            """);
  }

  @Test
  void joinsLinksFormsAndText() {
    Exchange exchange =
        Raws.get("/orders/7654321")
            .method("POST")
            .sending("application/x-www-form-urlencoded", "csrf=a1B2c3D4e5F6&who=J%C3%BCrgen")
            .returning(
                "text/html",
                "<form action='/orders/7654321'><input name=csrf value='a1B2c3D4e5F6'>"
                    + "<textarea name=who>J&uuml;rgen</textarea></form>"
                    + "<a href='https://shop.example/orders/7654321'>7654321</a>")
            .strict();
    Document page = Jsoup.parse(Raws.responseBody(exchange));
    String target = exchange.getRequest().getTarget();
    String[] form =
        Objects.requireNonNull(
                Percent.decode(exchange.getRequest().getBody().getContent().toStringUtf8()))
            .split("&", -1);
    assertThat(page.expectFirst("form").attr("action")).isEqualTo(target);
    assertThat(page.expectFirst("a").attr("href")).isEqualTo("https://shop.example" + target);
    assertThat("/orders/" + page.expectFirst("a").text()).isEqualTo(target);
    assertThat("csrf=" + page.expectFirst("input").attr("value")).isEqualTo(form[0]);
    assertThat("who=" + page.expectFirst("textarea").text()).isEqualTo(form[1]);
  }

  @Test
  void sanitisesDataInScripts() {
    String html =
        "<script type=\"application/json\">{\"a\":{\"mail\":\"bob@x.org\",\"n\":3,"
            + "\"s\":\"<\\/script>\"}}</script><p>x</p>";
    String out = sanitised(html);
    assertThat(out)
        .matches(
            "<script type=\"application/json\">\\{\"a\":\\{\"mail\":\"u_\\w{12}@\\w{6}\\.invalid\","
                + "\"n\":3,\"s\":\"\\\\u003c/[a-z]{6}>\"}}</script><p>[a-z]</p>");
    assertThat(Jsoup.parse(out).select("p")).hasSize(1);
  }

  @Test
  void tellsPlacesByElementAndWhatItCallsItself() {
    Exchange exchange =
        html("<h1>Bob</h1><h1>Eve</h1><input name=email value=bob@x.org>"
                + "<img alt='Bob' src='/users/bob'><meta name=author content='Bob'>")
            .strict();
    assertThat(exchange.getSanitisation().getLeavesList().stream().map(Leaf::getLocation))
        .containsExactly(
            "response body /h1",
            "response body /input/email",
            "response body /img/@alt",
            "response body /img/@src path/1",
            "response body /meta/author");
  }

  /** What a browser takes for text or a comment is none of it passed as a tag. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script><!--<script></script><secret></secret>--></script>",
        "<title><secret></title>",
        "<textarea><secret a=secret></textarea>",
        "<style><secret></style>",
        "<xmp><secret></xmp>",
        "<!-- <secret> -->",
        "<! secret>",
        "<?secret secret?>",
        "</ secret>",
        "<svg><![CDATA[ > <secret> ]]></svg>",
        "<p><![CDATA[ secret",
        "a < secret",
        "<plaintext><secret></plaintext>",
        "<a secret",
        "<a href='secret",
        "<!-- secret",
        "<noframes><secret></noframes>",
        "<p a='<secret>'>",
        "<!DOCTYPE html secret>",
      })
  void replacesWhatIsNoMarkup(String html) {
    assertThat(sanitised(html)).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <a href="javascript:pay('bob')">          | javascript:[a-z]{3}\\('[a-z]{3}'\\)
          <a href="mailto:bob@x.org">               | mailto:u_\\w+@\\w+\\.invalid
          <a href="tel:+49 170 1234567">            | tel:\\+49%20\\d{3}%20\\d{7}
          <a href="#top">                           | #top
          <a href="urn:isbn:0451450523">            | [a-z]{3}:[a-z]{4}:\\d{10}
          <a href="data:text/plain;base64,Ym9iQHgub3Jn"> | data:text/plain;base64,[\\w+/=]+
          """)
  void keepsSchemes(String html, String expected) {
    String href = Jsoup.parse(sanitised(html)).expectFirst("a").attr("href");
    assertThat(href).as(html).matches(expected.equals("#top") ? "#[a-z]{3}" : expected);
    assertThat(href).doesNotContain("bob", "1234567");
  }

  @Test
  void leavesOutWhatWasCut() {
    byte[] cut = Raws.bytes("<p>Bob</p><p>+49 170 123</p><p>+49 170 12");
    RawBody raw = new RawBody(cut, 9000, true);
    for (Sanitiser sanitiser : List.of(Raws.STRICT, Raws.DETECT)) {
      String out = Raws.responseBody(Raws.get("/").returning("text/html", raw).by(sanitiser));
      assertThat(out).endsWith("</p><p>");
    }
    byte[] tag = Raws.bytes("<p>Bob</p><a href='/users/bob");
    assertThat(
            Raws.responseBody(
                Raws.get("/").returning("text/html", new RawBody(tag, 9000, true)).strict()))
        .matches("<p>[A-Z][a-z]{2}</p>");
  }

  @Test
  void detectReplacesWhatIsRecognisedOnly() {
    assertThat(
            Raws.responseBody(
                html("<p title='of bob&#64;x.org'>Hi Bob, +49 170 1234567</p>").by(Raws.DETECT)))
        .matches("<p title='of u_\\w{12}@\\w{6}\\.invalid'>Hi Bob, \\+49 \\d{3} \\d{7}</p>")
        .doesNotContain("1234567");
  }

  /** Time is linear: none of these would end in an hour otherwise. */
  @ParameterizedTest
  @ValueSource(
      strings = {"<", "<a ", "<!--", "</", "<a b='", "<![CDATA[", "&", "<script>", "<svg>"})
  void survivesLength(String piece) {
    String html = piece.repeat(2_000_000 / piece.length());
    assertThat(html(html).strict().getResponse().getBody().getLength()).isEqualTo(html.length());
  }

  private static Raws html(String html) {
    return Raws.get("/").returning("text/html", html);
  }

  private static String sanitised(String html) {
    return Raws.responseBody(html(html).strict());
  }
}
