package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.raw.RawBody;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlBodyTest {

  @Test
  void keepsFormAndReplacesValues() {
    String xml =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <order  id = '7654321' paid="true">
          <!-- for Bob -->
          <customer email="bob@x.org"/>
          <item sku="AB-1234">3</item >
          <note><![CDATA[a < b & "c"]]></note>
        </order>
        """;
    assertThat(sanitised("application/xml", xml))
        .matches(
            """
            <\\?xml version="1\\.0" encoding="UTF-8"\\?>
            <order  id = '[1-9]\\d{6}' paid="true">
              <!-- [a-z]{3} [A-Z][a-z]{2} -->
              <customer email="u_[a-z2-7]{12}@[a-z2-7]{6}\\.invalid"/>
              <item sku="[A-Z]{2}-\\d{4}">3</item >
              <note><!\\[CDATA\\[[a-z] < [a-z] & "[a-z]"]]></note>
            </order>
            """);
  }

  @Test
  void tellsOfEachPlaceOnce() {
    Exchange exchange =
        xml("<order><customer email='bob@x.org'>Bob</customer>"
                + "<item sku='ABC'/><item sku='DEF'/></order>")
            .strict();
    assertThat(exchange.getSanitisation().getLeavesList().stream().map(Leaf::getLocation))
        .containsExactly(
            "response body /order/customer/@email",
            "response body /order/customer",
            "response body /order/item/@sku");
  }

  @Test
  void passesWhatThePolicyNames() {
    SanitisePolicy open =
        new SanitisePolicy(
            Mode.STRICT,
            List.of("response body /order/item/@state", "response body /order/state"),
            List.of());
    String xml =
        "<order><item state='PENDING'/><item state='bob@x.org'/><state>DONE</state></order>";
    assertThat(Raws.responseBody(xml(xml).by(new Sanitiser(open, Raws.KEY))))
        .contains("state='PENDING'", "<state>DONE</state>")
        .doesNotContain("bob@x.org");
  }

  /** A reference is decoded before anything is recognised, and written as one that is allowed. */
  @Test
  void joinsThroughReferences() {
    String pseudonym = Raws.header(Raws.get("/").asking("X-Who", "bob@x.org").strict(), "X-Who");
    assertThat(sanitised("text/xml", "<a b=\"bob&#64;x&#x2e;org\">bob&#x40;x<![CDATA[.org]]></a>"))
        .isEqualTo("<a b=\"%s\">%s</a>".formatted(pseudonym, pseudonym));
    assertThat(sanitised("text/xml", "<a>x &lt;y&gt; &amp; z</a>"))
        .matches("<a>[a-z] &lt;[a-z]&gt; &amp; [a-z]</a>");
  }

  @Test
  void keepsSoapAndItsNamespaces() {
    String soap =
        "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\""
            + " xmlns:m=\"http://shop.example/prices\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
            + "<soap:Body><m:GetPrice xsi:type=\"m:Request\"/></soap:Body></soap:Envelope>";
    assertThat(sanitised("application/soap+xml", soap)).isEqualTo(soap);
  }

  @Test
  void joinsLinksOfAFeedWithPaths() {
    Exchange exchange =
        Raws.get("/orders/7654321")
            .returning(
                "application/atom+xml",
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><link rel=\"self\""
                    + " href=\"/orders/7654321\"/><link> http://a.example/orders/7654321"
                    + "</link></feed>")
            .strict();
    String target = exchange.getRequest().getTarget();
    assertThat(Raws.responseBody(exchange))
        .contains("href=\"" + target + "\"", "rel=\"self\"", "http://a.example" + target + "<");
  }

  @Test
  void replacesNamesThatAreData() {
    assertThat(sanitised("application/xml", "<a1B2c3D4e5F6g7H8 größe='1' x:b7ab12cd='2'/>"))
        .matches("<[A-Za-z][\\w.-]* x-[0-9a-f]{16}='1' x:[A-Za-z][\\w.-]*='2'/>")
        .doesNotContain("a1B2c3D4e5F6g7H8", "größe", "b7ab12cd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a>",
        "<a></b>",
        "<a b=1/>",
        "<a b='1' b='2'/>",
        "<a b='<'/>",
        "<a/><b/>",
        "text",
        "<a>&nope;</a>",
        "<a>&#0;</a>",
        "<a>]]></a>",
        "<a><!-- -- --></a>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<a b='\u0001'/>",
        "<?xml version='1.0' secret='x'?><a/>",
      })
  void reducesWhatIsMalformedOrDeclaresEntities(String xml) {
    Body body = xml(xml).strict().getResponse().getBody();
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_REDUCED);
    assertThat(body.getContent().isEmpty()).isTrue();
  }

  @Test
  void boundsDepth() {
    String deep = "<a>".repeat(300) + "</a>".repeat(300);
    assertThat(xml(deep).strict().getResponse().getBody().getExtent())
        .isEqualTo(Extent.EXTENT_REDUCED);
  }

  @Test
  void keepsDoctypesWithoutEntities() {
    String xhtml =
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\""
            + " \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\"><html class=\"wide\"/>";
    assertThat(sanitised("application/xhtml+xml", xhtml)).isEqualTo(xhtml);
    assertThat(sanitised("application/xhtml+xml", "<!DOCTYPE html SYSTEM \"bob\"><html/>"))
        .matches("<!DOCTYPE html SYSTEM \"[a-z]{3}\"><html/>");
  }

  @Test
  void closesWhatWasCut() {
    byte[] cut = Raws.bytes("<orders><order id='1'>Bob</order><order id='2'>Bo");
    Body body =
        Raws.get("/")
            .returning("application/xml", new RawBody(cut, 9000, true))
            .strict()
            .getResponse()
            .getBody();
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_PREFIX);
    assertThat(body.getContent().toStringUtf8())
        .matches("<orders><order id='1'>[A-Z][a-z]{2}</order><order id='2'></order></orders>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE", "ISO-8859-1", "UTF-8"})
  void readsTheEncodingOfItsMarkOrDeclaration(String name) {
    Charset charset = Charset.forName(name);
    boolean wide = name.startsWith("UTF");
    String xml =
        (wide ? "\ufeff" : "")
            + "<?xml version=\"1.0\" encoding=\"%s\"?><a>Jürgen</a>".formatted(name);
    RawBody raw = RawBody.whole(xml.getBytes(charset));
    byte[] out =
        Raws.get("/")
            .returning("application/xml", raw)
            .strict()
            .getResponse()
            .getBody()
            .getContent()
            .toByteArray();
    String read = new String(raw.content(), charset);
    assertThat(new String(out, charset))
        .startsWith(read.substring(0, read.indexOf("<a>") + 3))
        .endsWith("</a>")
        .doesNotContain("Jürgen");
    assertThat(out).hasSameSizeAs(raw.content());
    assertThat(Arrays.equals(out, raw.content())).isFalse();
  }

  @Test
  void reducesAnEncodingThatItDoesNotKnow() {
    assertThat(
            Raws.get("/")
                .returning("text/xml; charset=utf-7", "<a/>")
                .strict()
                .getResponse()
                .getBody()
                .getReducedBecause())
        .isEqualTo("charset is not known");
  }

  /** What the encoding cannot write is a reference. */
  @Test
  void writesWhatTheEncodingLacks() {
    byte[] latin = "<a>œuvre</a>".getBytes(Charset.forName("windows-1252"));
    String out =
        Raws.get("/")
            .returning("text/xml; charset=windows-1252", RawBody.whole(latin))
            .strict()
            .getResponse()
            .getBody()
            .getContent()
            .toString(StandardCharsets.ISO_8859_1);
    assertThat(out).matches("(?s)<a>(&#\\d+;|.)[a-z]{4}</a>").doesNotContain("?");
  }

  private static Raws xml(String xml) {
    return Raws.get("/").returning("application/xml", xml);
  }

  private static String sanitised(String type, String xml) {
    return Raws.responseBody(Raws.get("/").returning(type, xml).strict());
  }
}
