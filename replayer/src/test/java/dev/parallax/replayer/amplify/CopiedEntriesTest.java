package dev.parallax.replayer.amplify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Request;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proto.Selection;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.RawRoute;
import dev.parallax.recorder.sanitize.Provenance;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.replayer.correlate.Entries;
import dev.parallax.replayer.correlate.place.RequestValues;
import dev.parallax.replayer.correlate.place.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a copy sends of requests that were sanitised as a proxy does it. */
final class CopiedEntriesTest {

  private static final String RUN = "run-1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // target with one pseudonym            | whether a copy has another
        "/users/4711001                         | true",
        "/users/4711001/orders                  | true",
        "/accounts/4711001.json                 | true",
        "/products/4711001                      | false",
        "/orders/4711001                        | false",
        "/orders?user=4711001                   | true",
        "/orders?customerId=4711001             | true",
        "/orders?product=4711001                | false",
        "/search?q=red+shoes                    | false",
        "/search?email=jo%40shop.example        | true",
        "/verify?access_token=h3Kq9zXv7LmP2sWd  | true",
        "/files/1b4e28ba-2fa1-41d2-883f-0016d3cca427         | false",
        "/devices/1b4e28ba-2fa1-41d2-883f-0016d3cca427       | true",
        // Passes in the clear: staging may have it.
        "/users/17                              | false",
      })
  void replacesInTargetsWhatSaysWhoAsks(String target, boolean own) {
    Exchange recorded = recorded("GET", target, "");

    Request sent = sent(recorded, 1);

    assertThat(sent.getTarget().equals(recorded.getRequest().getTarget())).isEqualTo(!own);
    assertThat(form(sent.getTarget())).isEqualTo(form(recorded.getRequest().getTarget()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"customer\":{\"id\":4711001}}                     | true",
        "{\"userId\":\"1b4e28ba-2fa1-41d2-883f-0016d3cca427\"} | true",
        "{\"items\":[{\"productId\":4711001}]}                | false",
        "{\"product\":{\"id\":4711001}}                      | false",
        "{\"firstName\":\"Johanna\"}                        | true",
        "{\"comment\":\"Leave it at the door\"}             | false",
        "{\"note\":\"jo@shop.example\"}                     | true",
        "{\"payment\":{\"number\":\"4111111111111111\"}}    | true",
        "{\"password\":\"hunter2hunter2\"}                  | true",
        "user=4711001                                      | true",
        "product=4711001                                   | false",
      })
  void replacesInBodiesWhatSaysWhoAsks(String body, boolean own) {
    Exchange recorded = recorded("POST", "/things", body);

    String sent = body(sent(recorded, 1));

    assertThat(sent.equals(body(recorded.getRequest()))).isEqualTo(!own);
    assertThat(form(sent)).isEqualTo(form(body(recorded.getRequest())));
  }

  @Test
  void replacesCookiesAndCredentials() {
    Exchange recorded =
        recorded(
            "GET",
            "/",
            "",
            new RawHeader("Cookie", "sid=4f7a91c0d2e6b38a; theme=dark"),
            new RawHeader("Authorization", "Bearer h3Kq9zXv7LmP2sWd"),
            new RawHeader("X-Api-Key", "k3yOfSomebody0815"),
            new RawHeader("X-Tenant", "4711001"));

    Request sent = sent(recorded, 1);

    assertThat(header(sent, "Cookie"))
        .matches("sid=[0-9a-f]{16}; theme=[a-z]{4}")
        .isNotEqualTo(header(recorded.getRequest(), "Cookie"));
    assertThat(header(sent, "Authorization"))
        .matches("Bearer \\w{16}")
        .isNotEqualTo(header(recorded.getRequest(), "Authorization"));
    assertThat(header(sent, "X-Api-Key"))
        .matches("\\w{17}")
        .isNotEqualTo(header(recorded.getRequest(), "X-Api-Key"));
    assertThat(header(sent, "X-Tenant")).isEqualTo(header(recorded.getRequest(), "X-Tenant"));
  }

  @Test
  void replacesUsersAndPasswordsInBasic() {
    Exchange recorded =
        recorded(
            "GET", "/", "", new RawHeader("Authorization", "Basic " + base64("johanna:hunter2")));

    String sent = text(header(sent(recorded, 1), "Authorization").substring("Basic ".length()));

    String was = text(header(recorded.getRequest(), "Authorization").substring("Basic ".length()));
    assertThat(sent).matches("[a-z]{7}:[a-z]{6}\\d");
    assertThat(sent.split(":", -1)).doesNotContain(was.split(":", -1));
  }

  /** It stays one, and says what it is about to whom it said that. */
  @Test
  void replacesClaimsOfWebTokensThatSayWhoSomebodyIs() {
    String jwt =
        base64("{\"alg\":\"HS256\"}")
            + '.'
            + base64("{\"sub\":\"4711001\",\"iss\":\"issuer-of-production\",\"exp\":1800000000}")
            + ".c2lnbmF0dXJlb2Zwcm9kdWN0aW9u";
    Exchange recorded =
        recorded("GET", "/users/4711001", "", new RawHeader("Authorization", "Bearer " + jwt));

    Request sent = sent(recorded, 1);

    Matcher now = claims(header(sent, "Authorization"));
    Matcher was = claims(header(recorded.getRequest(), "Authorization"));
    assertThat(now.group(1)).isNotEqualTo(was.group(1));
    assertThat(sent.getTarget()).isEqualTo("/users/" + now.group(1));
    assertThat(now.group(2)).isEqualTo(was.group(2));
  }

  /** What is told by itself is the same wherever the request has it. */
  @Test
  void replacesOneValueAlikeWhereverItStands() {
    String user = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";
    Exchange recorded = recorded("POST", "/users/" + user, "{\"for\":\"" + user + "\"}");

    Request sent = sent(recorded, 1);

    String other = sent.getTarget().substring("/users/".length());
    assertThat(recorded.getRequest().getTarget()).doesNotContain(other);
    assertThat(body(sent)).isEqualTo("{\"for\":\"" + other + "\"}");
  }

  @Test
  void isTheSameForEachCopyOfARunAndAnotherForEachOther() {
    Exchange recorded = recorded("GET", "/users/1b4e28ba-2fa1-41d2-883f-0016d3cca427", "");
    List<String> sent = new ArrayList<>();
    for (int copy = 0; copy < 100; copy++) {
      sent.add(sent(recorded, copy).getTarget());
      assertThat(sent(recorded, copy).getTarget()).isEqualTo(sent.getLast());
    }

    assertThat(sent.getFirst()).isEqualTo(recorded.getRequest().getTarget());
    assertThat(sent).doesNotHaveDuplicates();
    assertThat(sent(recorded, 1, CopiedEntries.of(Entries.none(), "run-2")).getTarget())
        .isNotEqualTo(sent.get(1));
  }

  /** As a pool chooses: by the id that the copy has. */
  @Test
  void letsOthersSayWhatStagingKnows() {
    Entries pool = _ -> (trail, value) -> trail.place().part().equals("path") ? value + "!" : null;
    Exchange recorded = recorded("GET", "/users/4711001?email=jo%40shop.example", "");
    String fresh = sent(recorded, 1).getTarget();

    String sent = sent(recorded, 1, CopiedEntries.of(pool, RUN)).getTarget();

    assertThat(sent).isEqualTo(fresh.replaceFirst("/(\\w+)/(\\d+)", "/$1!/$2!"));
    assertThat(sent(recorded, 0, CopiedEntries.of(pool, RUN)).getTarget())
        .isEqualTo(recorded.getRequest().getTarget().replaceFirst("/(\\w+)/(\\d+)", "/$1!/$2!"));
  }

  private static Request sent(Exchange recorded, int copy) {
    return sent(recorded, copy, CopiedEntries.of(Entries.none(), RUN));
  }

  private static Request sent(Exchange recorded, int copy, Entries entries) {
    Visitor visitor = entries.of(new SessionCopy(copy, 100).of(recorded));
    return visitor == null
        ? recorded.getRequest()
        : RequestValues.write(recorded.getRequest(), visitor);
  }

  /** As long, with the same signs at the same places. */
  private static String form(String text) {
    return text.replace("%40", "@").replaceAll("\\p{Alnum}", "x");
  }

  private static Matcher claims(String authorization) {
    String claims = text(authorization.split("\\.", -1)[1]);
    Matcher matcher =
        Pattern.compile("\\{\"sub\":\"(\\d{7})\",\"iss\":\"([^\"]+)\",\"exp\":1800000000}")
            .matcher(claims);
    assertThat(matcher.matches()).as(claims).isTrue();
    return matcher;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String text(String base64) {
    return new String(Base64.getUrlDecoder().decode(base64), UTF_8);
  }

  private static String body(Request request) {
    return request.getBody().getContent().toStringUtf8();
  }

  private static String header(Request request, String name) {
    return request.getHeadersList().stream()
        .filter(header -> header.getName().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static Exchange recorded(
      String method, String target, String body, RawHeader... headers) {
    List<RawHeader> all = new ArrayList<>(List.of(headers));
    all.add(
        new RawHeader(
            "Content-Type",
            body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded"));
    Sanitiser sanitiser =
        new Sanitiser(
            new SanitisePolicy(Mode.STRICT, List.of(), List.of("/things")),
            PseudonymKey.of(new byte[32]));
    return Objects.requireNonNull(
        sanitiser
            .exchange(
                new RawExchange(
                    "0193-1",
                    Instant.EPOCH,
                    "http",
                    "shop.example",
                    "10.0.0.1",
                    new RawRequest(
                        method,
                        target,
                        "HTTP/1.1",
                        all,
                        RawBody.whole(body.getBytes(UTF_8)),
                        List.of()),
                    new RawResponse(200, "OK", "HTTP/1.1", List.of(), RawBody.none(), List.of()),
                    null,
                    Timings.getDefaultInstance(),
                    new RawRoute("shop.example:80", 1)),
                new Provenance(
                    "shop", Deployment.getDefaultInstance(), Selection.getDefaultInstance()))
            .event());
  }
}
