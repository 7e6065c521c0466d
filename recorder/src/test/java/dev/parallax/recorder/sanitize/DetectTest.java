package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Request;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staging's answers: only what is recognised is replaced, and not what we sent. */
class DetectTest {

  private static final Request SENT =
      Request.newBuilder()
          .setTarget("/users/u_abc@q.invalid?id=8012763&mail=sent%40we.example")
          .addHeaders(Header.newBuilder().setName("Cookie").setValue("sid=cookie77"))
          .setBody(
              Body.newBuilder()
                  .setContent(ByteString.copyFromUtf8("{\"card\":\"4111111111111111\"}")))
          .build();

  @Test
  void passesPlainValues() {
    String body =
        "{\"name\":\"Bob\",\"id\":1234567,\"price\":19.95,\"at\":\"2024-02-29T10:00:00Z\"}";
    Outcome outcome = outcome(Raws.get("/").returning("application/json", body));
    assertThat(body(outcome)).isEqualTo(body);
    assertThat(outcome.getSanitisation().getLeavesList()).isEmpty();
  }

  @Test
  void replacesPersonalKinds() {
    String body =
        "{\"a\":\"bob@x.org\",\"b\":\"+49 170 1234567\",\"c\":\"DE89370400440532013000\","
            + "\"d\":\"5500 0055 5555 5559\",\"e\":\"call bob@x.org now\",\"password\":\"hunter2\"}";
    Outcome outcome = outcome(Raws.get("/").returning("application/json", body));
    assertThat(body(outcome))
        .doesNotContain("bob@x.org", "1234567", "370400440532013000", "5555 5559", "hunter2")
        .contains("call u_", " now");
    assertThat(outcome.getSanitisation().getLeavesCount()).isEqualTo(6);
  }

  /** Names in JSON in a string say what they say elsewhere, wherever that may pass. */
  @Test
  void looksAtNamesInsideOfStrings() {
    Sanitiser open =
        new Sanitiser(
            new SanitisePolicy(
                Mode.STRICT, List.of("response body /x", "response body /pin"), List.of()),
            Raws.KEY);
    String inside =
        "{\"x\":\"{\\\"password\\\":\\\"abc\\\",\\\"lastName\\\":\\\"Lovelace\\\",\\\"n\\\": 12}\"}";
    String harmless = "{\"x\":\"{\\\"n\\\":  12}\"}";
    for (Sanitiser sanitiser : List.of(open, Raws.DETECT)) {
      String body =
          Raws.responseBody(Raws.get("/").returning("application/json", inside).by(sanitiser));
      assertThat(body).doesNotContain("abc", "Lovelace").contains("lastName", "12");
    }
    assertThat(Raws.responseBody(Raws.get("/").returning("application/json", harmless).by(open)))
        .isEqualTo(harmless);
  }

  @Test
  void replacesJsonInAStringThatIsASecret() {
    for (Sanitiser sanitiser : List.of(Raws.STRICT, Raws.DETECT)) {
      assertThat(
              Raws.responseBody(
                  Raws.get("/").returning("application/json", "{\"pin\":\"[123]\"}").by(sanitiser)))
          .doesNotContain("123");
    }
  }

  @Test
  void dropsGroupsOfANumberThatMayGoOn() {
    byte[] cut = Raws.bytes("paid in full by 4111 1111 1111 11");
    Exchange exchange =
        Raws.get("/").returning("text/plain", new RawBody(cut, 500, true)).by(Raws.DETECT);
    assertThat(Raws.responseBody(exchange)).isEqualTo("paid in full by ");
  }

  @Test
  void replacesNumbersUnderNamesOfSecrets() {
    String body = "{\"pin\":48213,\"otp\":[ 90817263],\"count\":48213}";
    Outcome outcome = outcome(Raws.get("/").returning("application/json", body));
    assertThat(body(outcome))
        .doesNotContain("\"pin\":48213", "90817263")
        .contains("\"count\":48213");
    Exchange recorded = Raws.get("/").returning("application/json", body).by(Raws.DETECT);
    assertThat(Raws.responseBody(recorded))
        .doesNotContain("\"pin\":48213", "90817263")
        .contains("\"count\":48213");
  }

  @Test
  void replacesWhatTokensClaim() {
    String claims = "{\"sub\":\"979o8d92kq0z\",\"uid\":4821399,\"admin\":true,\"exp\":1764200000}";
    String token = "eyJhbGciOiJIUzI1NiJ9." + base64(claims) + ".c2lnbmF0dXJl";
    Outcome outcome =
        outcome(Raws.get("/").returning("application/json", "{\"t\":\"%s\"}".formatted(token)));
    String kept = body(outcome).split("\\.", -1)[1];
    assertThat(new String(Base64.getUrlDecoder().decode(kept), StandardCharsets.UTF_8))
        .doesNotContain("979o8d92kq0z", "4821399")
        .contains("\"admin\":true", "\"exp\":1764200000");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void saysWhichPseudonymsMayCollide() {
    String body =
        "{\"a\":\"to bob@x.org\",\"b\":\"at 52.5200,13.4050\",\"c\":\"from 203.0.113.9\"}";
    Outcome outcome = outcome(Raws.get("/").returning("application/json", body));
    assertThat(outcome.getSanitisation().getLeavesList())
        .extracting(Leaf::getKind, Leaf::getFidelity)
        .containsExactly(
            tuple("email", Leaf.Fidelity.INJECTIVE),
            tuple("geo", Leaf.Fidelity.LOSSY),
            tuple("ip", Leaf.Fidelity.LOSSY));
  }

  @Test
  void leavesWhatWeSent() {
    String body =
        "{\"a\":\"u_abc@q.invalid\",\"b\":\"sent@we.example\",\"c\":4111111111111111,"
            + "\"d\":\"for sent@we.example only\"}";
    Outcome outcome =
        outcome(
            Raws.get("/")
                .answering("Set-Cookie", "sid=cookie77; Path=/")
                .returning("application/json", body));
    assertThat(body(outcome)).isEqualTo(body);
    assertThat(outcome.getResponse().getHeaders(0).getValue()).isEqualTo("sid=cookie77; Path=/");
    assertThat(outcome.getSanitisation().getLeavesList()).isEmpty();
  }

  /** In whichever form it was sent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/xml             | <a b='sent&#64;we.example'>card@we.example</a>
          multipart/mixed; boundary=b | --b\\n\\nsent@we.example\\n--b\\n\\ncard@we.example\\n--b--
          """)
  void leavesWhatWeSentInOtherForms(String type, String body) {
    Request sent =
        Request.newBuilder()
            .setBody(
                Body.newBuilder()
                    .setContentType(type)
                    .setContent(ByteString.copyFromUtf8(body.replace("\\n", "\r\n"))))
            .build();
    String answer = "{\"a\":\"sent@we.example\",\"b\":\"card@we.example\"}";
    RawOutcome raw =
        new RawOutcome(
            Outcome.getDefaultInstance(),
            sent,
            Raws.get("/").returning("application/json", answer).response());
    assertThat(body(Raws.DETECT.outcome(raw).event())).isEqualTo(answer);
  }

  /** Or else nobody could tell that two legs mean themselves by it. */
  @ParameterizedTest
  @CsvSource({"10.0.0.5, 10.0.0.5:8080", "127.0.0.1, 127.0.0.1", "[::1], [::1]:9001"})
  void leavesWhomWeAsked(String host, String authority) {
    Request sent =
        Request.newBuilder()
            .addHeaders(Header.newBuilder().setName("Host").setValue(authority))
            .build();
    String answer =
        "{\"self\":\"http://%s/a\",\"text\":\"at %s:1 and %s\",\"other\":\"http://10.0.0.6:8080/a\"}"
            .formatted(authority, host, authority);
    RawOutcome raw =
        new RawOutcome(
            Outcome.getDefaultInstance(),
            sent,
            Raws.get("/").returning("application/json", answer).response());

    assertThat(body(Raws.DETECT.outcome(raw).event()))
        .startsWith(answer.substring(0, answer.indexOf("10.0.0.6")))
        .doesNotContain("10.0.0.6");
  }

  @Test
  void keepsTextAndReplacesWithin() {
    Outcome outcome = outcome(Raws.get("/").returning("text/html", "<p>Hello bob@x.org!</p>"));
    assertThat(body(outcome)).startsWith("<p>Hello u_").endsWith(".invalid!</p>");
  }

  @Test
  void replacesNewCookies() {
    Outcome outcome = outcome(Raws.get("/").answering("Set-Cookie", "sid=fresh123; Path=/"));
    assertThat(outcome.getResponse().getHeaders(0).getValue())
        .matches("sid=[a-z]{5}\\d{3}; Path=/");
  }

  private static Outcome outcome(Raws raws) {
    return Raws.DETECT
        .outcome(new RawOutcome(Outcome.getDefaultInstance(), SENT, raws.response()))
        .event();
  }

  private static String body(Outcome outcome) {
    return outcome.getResponse().getBody().getContent().toStringUtf8();
  }
}
