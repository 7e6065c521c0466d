package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.syntax.HeaderParameters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartBodyTest {

  private static final String TYPE = "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxk";

  private static final String FORM =
      """
      ------WebKitFormBoundary7MA4YWxk
      Content-Disposition: form-data; name="email"

      bob@x.org
      ------WebKitFormBoundary7MA4YWxk
      Content-Disposition: form-data; name="page"

      3
      ------WebKitFormBoundary7MA4YWxk
      Content-Disposition: form-data; name="order"; filename="Bob Smith.json"
      Content-Type: application/json
      X-Who: bob@x.org

      {"id": 7654321, "n": 1}
      ------WebKitFormBoundary7MA4YWxk--
      """
          .replace("\n", "\r\n");

  @Test
  void sanitisesPartsByWhatTheyAre() {
    Exchange exchange = form(FORM).strict();
    Body body = exchange.getRequest().getBody();
    String boundary = boundary(exchange);
    assertThat(body.getContent().toStringUtf8().replace(boundary, "B"))
        .matches(
            """
            --B
            Content-Disposition: form-data; name="email"

            u_\\w{12}@\\w{6}\\.invalid
            --B
            Content-Disposition: form-data; name="page"

            3
            --B
            Content-Disposition: form-data; name="order"; filename="[A-Z][a-z]{2} [A-Z][a-z]{4}\\.json"
            Content-Type: application/json
            X-Who: u_\\w{12}@\\w{6}\\.invalid

            \\{"id":[1-9]\\d{6},"n":1}
            --B--
            """
                .replace("\n", "\r\n"));
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_WHOLE);
    assertThat(exchange.getSanitisation().getLeavesList().stream().map(Leaf::getLocation))
        .contains(
            "request body /email",
            "request body /order/id",
            "request body /order/filename",
            "request body /order header x-who");
  }

  /** A replay sends both as they are recorded. */
  @Test
  void agreesWithItsHeader() {
    Exchange exchange = form(FORM).strict();
    assertThat(boundary(exchange)).startsWith("parallax-");
    assertThat(exchange.getRequest().getBody().getContentType())
        .isEqualTo(Raws.header(exchange, "Content-Type"));
    assertThat(exchange.getRequest().getBody().getContent().toStringUtf8())
        .startsWith("--" + boundary(exchange) + "\r\n")
        .endsWith("--" + boundary(exchange) + "--\r\n");
  }

  @Test
  void putsAPlaceholderForWhatNobodyUnderstands() {
    String image = part("photo\"; filename=\"me.png", "image/png", "\u0089PNG secret");
    Body body = form(multipart(image)).strict().getRequest().getBody();
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_PLACEHOLDERS);
    assertThat(body.getContent().toStringUtf8())
        .contains("name=\"photo\"; filename=\"", ".png\"", "[part of 12 bytes, not sanitised, ")
        .doesNotContain("secret");
    Body again = form(multipart(image)).strict().getRequest().getBody();
    assertThat(again.getContent()).isEqualTo(body.getContent());
    Body other = form(multipart(image.replace("secret", "gehe1m"))).strict().getRequest().getBody();
    assertThat(other.getContent()).isNotEqualTo(body.getContent());
  }

  @Test
  void readsTransferEncodings() {
    String mail = "{\"who\":\"bob@x.org\"}";
    String coded = Base64.getMimeEncoder().encodeToString(Raws.bytes(mail));
    String out =
        Raws.responseBody(
            Raws.get("/")
                .returning(
                    "multipart/mixed; boundary=b",
                    "--b\r\nContent-Type: application/json\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + coded
                        + "\r\n--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                        + "bob=40x.o=\r\nrg\r\n--b--\r\n")
                .strict());
    String pseudonym = Raws.header(Raws.get("/").asking("X-Who", "bob@x.org").strict(), "X-Who");
    String[] parts = out.split("\r\n\r\n", -1);
    String first = parts[1].substring(0, parts[1].indexOf("\r\n--"));
    assertThat(new String(Base64.getMimeDecoder().decode(first), StandardCharsets.UTF_8))
        .isEqualTo("{\"who\":\"" + pseudonym + "\"}");
    assertThat(parts[2]).startsWith(pseudonym + "\r\n--");
  }

  @Test
  void readsMultipartsInside() {
    String inner = "--in\r\n\r\nbob@x.org\r\n--in--\r\n";
    String once = outer("in", inner);
    Exchange exchange = mixed(once).strict();
    assertThat(exchange.getResponse().getBody().getExtent()).isEqualTo(Extent.EXTENT_WHOLE);
    assertThat(Raws.responseBody(exchange)).contains("@").doesNotContain("bob@", "--in");
    assertThat(exchange.getSanitisation().getLeavesList().stream().map(Leaf::getLocation))
        .contains("response body /0/0");
    String twice = outer("mid", once.replace("--b", "--mid"));
    Body deep = mixed(twice).strict().getResponse().getBody();
    assertThat(deep.getExtent()).isEqualTo(Extent.EXTENT_PLACEHOLDERS);
  }

  @Test
  void cutsBehindTheLastWholePart() {
    int end = FORM.indexOf("7654321") + 4;
    RawBody cut = new RawBody(Raws.bytes(FORM.substring(0, end)), 9000, true);
    Body body = Raws.get("/").returning(TYPE, cut).strict().getResponse().getBody();
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_PREFIX);
    assertThat(body.getContent().toStringUtf8())
        .contains("name=\"page\"")
        .doesNotContain("order")
        .endsWith("--\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "------WebKitFormBoundary7MA4YWxk\r\n\r\nunended",
        "------WebKitFormBoundary7MA4YWxk\r\nno header\r\n\r\nx\r\n------WebKitFormBoundary7MA4YWxk--"
      })
  void reducesWhatIsNone(String form) {
    Body body = form(form).strict().getRequest().getBody();
    assertThat(body.getExtent())
        .isEqualTo(form.isEmpty() ? Extent.EXTENT_NONE : Extent.EXTENT_REDUCED);
  }

  private static String outer(String boundary, String inner) {
    return "--b\r\nContent-Type: multipart/mixed; boundary=%s\r\n\r\n%s\r\n--b--\r\n"
        .formatted(boundary, inner);
  }

  private static Raws mixed(String body) {
    return Raws.get("/").returning("multipart/mixed; boundary=b", body);
  }

  private static String part(String name, String type, String content) {
    return "Content-Disposition: form-data; name=\"%s\"\r\nContent-Type: %s\r\n\r\n%s\r\n"
        .formatted(name, type, content);
  }

  private static String multipart(String part) {
    String delimiter = "------WebKitFormBoundary7MA4YWxk";
    return delimiter + "\r\n" + part + delimiter + "--\r\n";
  }

  private static Raws form(String body) {
    return Raws.get("/upload").method("POST").sending(TYPE, body);
  }

  private static String boundary(Exchange exchange) {
    return HeaderParameters.of(Raws.header(exchange, "Content-Type")).get("boundary");
  }
}
