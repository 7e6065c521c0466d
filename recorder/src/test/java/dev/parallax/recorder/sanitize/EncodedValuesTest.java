package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedValuesTest {

  private static final String MAIL = "bob.builder@example.org";
  private static final String PSEUDONYM =
      Raws.header(Raws.get("/").asking("X-Who", MAIL).strict(), "X-Who");

  @Test
  void joinsThroughEveryWriting() {
    for (Sanitiser sanitiser : List.of(Raws.STRICT, Raws.DETECT)) {
      assertThat(value(sanitiser, base64(MAIL))).isEqualTo(base64(PSEUDONYM));
      assertThat(value(sanitiser, url(MAIL + "??>"))).startsWith(url(PSEUDONYM).substring(0, 36));
      assertThat(value(sanitiser, hex(MAIL))).isEqualTo(hex(PSEUDONYM));
      assertThat(value(sanitiser, hex(MAIL).toUpperCase(java.util.Locale.ROOT)))
          .isEqualTo(hex(PSEUDONYM).toUpperCase(java.util.Locale.ROOT));
      assertThat(value(sanitiser, "bob.builder%40example.org"))
          .isEqualTo(PSEUDONYM.replace("@", "%40"));
      assertThat(value(sanitiser, "bob.builder%2540example.org"))
          .isEqualTo(PSEUDONYM.replace("@", "%2540"));
      assertThat(value(sanitiser, "=62=6F=62.builder=40example.org"))
          .isEqualTo(PSEUDONYM.replace("=", "=3D"));
      assertThat(value(sanitiser, "to bob.builder=40example.org =3D b"))
          .doesNotContain("bob.builder")
          .contains(PSEUDONYM, "=3D");
      assertThat(value(sanitiser, base64(base64(MAIL) + "@x.example"))).isNotEmpty();
      assertThat(value(sanitiser, base64("{\\\"a\\\":\\\"" + MAIL + "\\\"}".replace("\\", ""))))
          .isNotEmpty();
      assertThat(value(sanitiser, "data:text/plain;base64," + base64(MAIL)))
          .isEqualTo("data:text/plain;base64," + base64(PSEUDONYM));
      assertThat(value(sanitiser, "data:,bob.builder%40example.org"))
          .isEqualTo("data:," + PSEUDONYM.replace("@", "%40"));
    }
  }

  @Test
  void sanitisesJsonInside() {
    String json = "{\"mail\":\"" + MAIL + "\",\"n\":3}";
    String expected = "{\"mail\":\"" + PSEUDONYM + "\",\"n\":3}";
    for (Sanitiser sanitiser : List.of(Raws.STRICT, Raws.DETECT)) {
      assertThat(value(sanitiser, base64(json))).isEqualTo(base64(expected));
      assertThat(value(sanitiser, base64("{\"in\":\"" + base64(json) + "\"}")))
          .isEqualTo(base64("{\"in\":\"" + base64(expected) + "\"}"));
    }
  }

  @Test
  void joinsAnIdBehindTheNameOfItsType() {
    String id = Raws.header(Raws.get("/").asking("X-Id", "7654321").strict(), "X-Id");
    String order = Raws.header(Raws.get("/").asking("X-Id", "Order").strict(), "X-Id");
    assertThat(value(Raws.STRICT, base64("Order:7654321")))
        .isEqualTo(base64(order + ":" + id))
        .isNotEqualTo(base64("Order:" + id));
    assertThat(value(Raws.DETECT, base64("Order:7654321"))).isEqualTo(base64("Order:7654321"));
  }

  /** Though it looks as random as a secret; in strict mode it joins with the UUID. */
  @Test
  void takesAUuidInAnotherWritingForWhatItIs() {
    String uuid = "550e8400-e29b-41d4-a716-446655440000";
    String random = "q7Zk2mVx9LtR4wYc8BnJ5sHd1GfA3pEu6QiO";

    assertThat(value(Raws.DETECT, base64(uuid))).isEqualTo(base64(uuid));
    assertThat(value(Raws.DETECT, base64(random))).isNotEqualTo(base64(random));
    assertThat(value(Raws.STRICT, base64(uuid))).isEqualTo(base64(value(Raws.STRICT, uuid)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shoppingcart",
        "d41d8cd98f00b204e9800998ecf842",
        "a=20b=20c",
        "x=4Z=zz",
        "100%",
        "a%zz",
        "data:nothing"
      })
  void leavesWhatSaysNothing(String value) {
    assertThat(value(Raws.DETECT, value)).isEqualTo(value);
    assertThat(value(Raws.STRICT, value)).isNotEqualTo(value).hasSameSizeAs(value);
  }

  @Test
  void replacesImagesInTheirAlphabet() {
    byte[] png = new byte[600];
    new java.util.Random(7).nextBytes(png);
    String uri = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    String out = value(Raws.STRICT, uri);
    assertThat(out).startsWith("data:image/png;base64,").hasSameSizeAs(uri).isNotEqualTo(uri);
    assertThat(Base64.getDecoder().decode(out.substring(22))).hasSize(600);
    assertThat(value(Raws.DETECT, uri)).isEqualTo(uri);
  }

  @Test
  void takesAnEncryptedTokenForAToken() {
    String jwe =
        "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYU"
            + ".48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX.XFBoMYUZodetZdv";
    String out = value(Raws.STRICT, jwe);
    assertThat(out).hasSameSizeAs(jwe);
    for (String part : jwe.split("\\.", -1)) {
      assertThat(out).doesNotContain(part);
    }
  }

  private static String value(Sanitiser sanitiser, String value) {
    Exchange exchange =
        Raws.get("/")
            .returning("application/json", "[\"" + value.replace("\"", "\\\"") + "\"]")
            .by(sanitiser);
    String body = Raws.responseBody(exchange);
    return body.substring(2, body.length() - 2);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String url(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Raws.bytes(text));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(Raws.bytes(text));
  }
}
