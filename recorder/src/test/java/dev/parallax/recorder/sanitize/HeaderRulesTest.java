package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes where the protocol has numbers, dates and times, and what does not. */
class HeaderRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Age            | 86400
          Content-Length | 123456789012
          Retry-After    | 120
          Retry-After    | Wed, 21 Oct 2026 07:28:00 GMT
          Range          | bytes=0-1023
          Range          | bytes=0-104857599
          Range          | bytes=0-0, 500-999,-1
          Content-Range  | bytes 0-1048575/14651500
          Content-Range  | bytes */1234
          grpc-timeout   | 99999999u
          grpc-status    | 14
          grpc-encoding  | gzip
          SOAPAction     | "urn:shop:GetPrice"
          grpc-accept-encoding | identity, deflate, gzip
          """)
  void passesNumbersOfTheProtocol(String name, String value) {
    assertThat(asked(name, value)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Age            | 4111-1111-1111-1111
          Age            | 4111 1111 1111 1111
          Age            | 4111111111111111
          Content-Length | 712345678901234
          Range          | bytes=4111111111111111-
          Range          | bytes=4111-111111111111
          Content-Range  | bytes 411111111111-1111/*
          Retry-After    | 415-555-0123
          grpc-status    | 4111111111111111
          grpc-timeout   | 100 years
          """)
  void replacesOtherNumbers(String name, String value) {
    assertThat(asked(name, value)).isNotEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wed, 21 Oct 2026 07:28:00 GMT",
        "Wed, 21-Oct-2026 07:28:00 GMT",
        "Wednesday, 21-Oct-26 07:28:00 GMT",
        "Thursday, 01-Jan-70 00:00:00 GMT"
      })
  void passesTheDateOfACookie(String date) {
    assertThat(set("a=b; Expires=" + date)).endsWith("; Expires=" + date);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bob, aliceSmith4711aliceSmith", "Wed, 4111 1111 1111 1111 GMT"})
  void replacesWhatIsNoDateOfACookie(String text) {
    assertThat(set("a=b; Expires=" + text)).doesNotContain(text, "alice", "1111");
  }

  /** A cookie is a credential, and its copy in a header against forgery is that cookie. */
  @Test
  void replacesATokenAgainstForgeryAsItsCookieInEveryMode() {
    for (Sanitiser sanitiser : List.of(Raws.STRICT, Raws.DETECT)) {
      Exchange exchange =
          Raws.get("/")
              .asking("Cookie", "XSRF-TOKEN=3f9a1c7be20d4586%3D%3D")
              .asking("X-XSRF-TOKEN", "3f9a1c7be20d4586==")
              .by(sanitiser);

      String header = Raws.header(exchange, "X-XSRF-TOKEN");
      assertThat(header).isNotEqualTo("3f9a1c7be20d4586==");
      assertThat(Percent.decode(Raws.header(exchange, "Cookie"))).isEqualTo("XSRF-TOKEN=" + header);
    }
  }

  @Test
  void keepsTheTimesOfATokenAtItsTopOnly() {
    assertThat(claims("{\"iat\":1516239022,\"exp\":1516239022123}"))
        .isEqualTo("{\"iat\":1516239022,\"exp\":1516239022123}");
    assertThat(claims("{\"a\":{\"exp\":1516239022}}")).doesNotContain("1516239022");
    assertThat(claims("[{\"exp\":1516239022}]")).doesNotContain("1516239022");
    assertThat(claims("{\"exp\":[1516239022]}")).doesNotContain("1516239022");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4111111111111111", "7123456789", "712345678", "1.516239022e9"})
  void replacesWhatIsNoTimeOfAToken(String number) {
    assertThat(claims("{\"exp\":" + number + "}")).doesNotContain(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"to ada@bücher.example", "4111\u00a01111\u00a01111\u00a01111"})
  void recognisesWhatCameAsBytesOfUtf8(String text) {
    String bytes = latin1(text);
    String kept = Raws.header(Raws.get("/").asking("X-Note", bytes).by(Raws.DETECT), "X-Note");
    assertThat(kept).doesNotContain("ada", "1111");
    Exchange inBody =
        Raws.get("/").returning("application/json", "{\"x\":\"" + text + "\"}").by(Raws.DETECT);
    assertThat(Raws.responseBody(inBody)).isEqualTo("{\"x\":\"" + utf8(kept) + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"דוד", "анна", "Σοφία", "小明"})
  void replacesTextThatCameAsBytesOfUtf8(String name) {
    String bytes = latin1(name);
    Exchange exchange =
        Raws.get("/find?q=" + bytes)
            .method("POST")
            .asking("Cookie", "n=" + bytes)
            .asking("Referer", "https://shop.example/" + bytes)
            .asking("X-Note", bytes)
            .answering("Location", "/hello/" + bytes)
            .sending("application/x-www-form-urlencoded", "n=" + bytes)
            .returning("text/plain; charset=iso-8859-1", name)
            .strict();
    byte[] recorded = exchange.toByteArray();
    assertThat(new String(recorded, StandardCharsets.UTF_8)).doesNotContain(name, bytes);
    assertThat(new String(recorded, StandardCharsets.ISO_8859_1))
        .doesNotContain(bytes, latin1(bytes), percent(name), percent(bytes));
  }

  private static String percent(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void leavesBytesThatAreNoUtf8AsTheyAre() {
    String kept =
        Raws.header(Raws.get("/").asking("X-Note", "caf\u00e9").by(Raws.DETECT), "X-Note");
    assertThat(kept).isEqualTo("caf\u00e9");
  }

  @Test
  void reducesAUserAgentThatTellsSomebodyInDetectModeToo() {
    String plain = "Mozilla/5.0 (X11; Linux) Chrome/124.0.0.0 Safari/537.36";
    assertThat(userAgent(plain)).isEqualTo(plain);
    assertThat(userAgent("Shop/2.1 (ada@x.org)")).startsWith("Shop/2.1 (u_").doesNotContain("ada@");
    assertThat(userAgent("curl/8.5.0 (ada@x.org)")).isEqualTo("curl/8");
  }

  private static String userAgent(String value) {
    return Raws.header(Raws.get("/").asking("User-Agent", value).by(Raws.DETECT), "User-Agent");
  }

  private static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String asked(String name, String value) {
    return Raws.header(Raws.get("/").asking(name, value).strict(), name);
  }

  private static String set(String cookie) {
    return Raws.header(Raws.get("/").answering("Set-Cookie", cookie).strict(), "Set-Cookie");
  }

  /** As they are recorded. */
  private static String claims(String claims) {
    Exchange exchange =
        Raws.get("/")
            .asking(
                "Authorization",
                "Bearer " + base64("{\"alg\":\"HS256\"}") + '.' + base64(claims) + ".c2lnbmF0dXJl")
            .strict();
    String token = Raws.header(exchange, "Authorization").substring("Bearer ".length());
    String[] parts = token.split("\\.", -1);
    assertThat(decoded(parts[0])).isEqualTo("{\"alg\":\"HS256\"}");
    return decoded(parts[1]);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String base64) {
    return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
