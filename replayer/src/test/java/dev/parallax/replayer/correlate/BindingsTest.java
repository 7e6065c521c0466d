package dev.parallax.replayer.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.plan.Arm;
import dev.parallax.replayer.plan.Rounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BindingsTest {

  private static final Arm CONTROL = new Arm(Leg.CONTROL, 1);
  private static final Arm CANDIDATE = new Arm(Leg.CANDIDATE, 1);
  private static final Arm SECOND = new Arm(Leg.CANDIDATE, 2);
  private static final Rounds ROUNDS = new Rounds(Judging.EXAMPLES, 2, true, 0);
  private static final String TOKEN = "9f86d081884c7d659a2f";

  private int millis;

  private final Correlation correlation = new Correlation(Rules.none(), ROUNDS);

  @Test
  void eachLegGetsItsOwnValue() {
    Bindings login = read(answering("POST", "/login", "{\"token\":\"" + TOKEN + "\"}"), true);
    Bindings use = read(asking("GET", "/me", "Authorization", "Bearer " + TOKEN), false);
    login.answered(CONTROL, json("{\"token\":\"c0c0c0c0c0\"}"));
    login.answered(CANDIDATE, json("{\"token\":\"dada12dada\"}"));

    assertThat(header(use.at(CONTROL))).isEqualTo("Bearer c0c0c0c0c0");
    assertThat(header(use.at(CANDIDATE))).isEqualTo("Bearer dada12dada");
    assertThat(header(use.at(SECOND))).as("what was sent once").isEqualTo("Bearer dada12dada");
  }

  @Test
  void eachAttemptGetsItsOwnValueOfWhatIsSentAgain() {
    Bindings login = read(answering("GET", "/csrf", "{\"csrf\":\"" + TOKEN + "\"}"), false);
    Bindings use = read(asking("GET", "/me", "X-Csrf", TOKEN), false);
    login.answered(CANDIDATE, json("{\"csrf\":\"first0first1\"}"));

    assertThat(header(use.at(CANDIDATE))).isEqualTo("first0first1");
    assertThat(use.at(SECOND)).isInstanceOf(Bound.Contaminated.class);
  }

  @Test
  void isContaminatedByWhatGaveNothing() {
    Bindings login = read(answering("POST", "/login", "{\"token\":\"" + TOKEN + "\"}"), true);
    Bindings use = read(asking("GET", "/me", "Authorization", "Bearer " + TOKEN), false);

    assertThat(use.at(CONTROL)).as("not sent").isInstanceOf(Bound.Contaminated.class);
    login.answered(CONTROL, json("{\"error\":\"locked\"}"));
    assertThat(use.at(CONTROL)).as("no token").isInstanceOf(Bound.Contaminated.class);
  }

  /** Recorded as one, and in a session of its own: what opens it was given to that copy. */
  @Test
  void eachCopyGetsTheTokenThatItWasGiven() {
    Exchange login = answering("POST", "/login", "{\"token\":\"" + TOKEN + "\"}");
    Exchange use =
        asking("GET", "/me", "Authorization", "Bearer " + TOKEN).toBuilder()
            .setSession("of the token")
            .build();
    SessionCopy copy = new SessionCopy(1, 100);
    Bindings recorded = read(login, true);
    Bindings copied = read(copy.of(login), true);
    recorded.answered(CANDIDATE, json("{\"token\":\"dada12dada\"}"));
    copied.answered(CANDIDATE, json("{\"token\":\"c09c09c09c\"}"));

    assertThat(header(read(use, false).at(CANDIDATE))).isEqualTo("Bearer dada12dada");
    assertThat(header(read(copy.of(use), false).at(CANDIDATE))).isEqualTo("Bearer c09c09c09c");
  }

  /** What stands in for a cookie until the leg sets it is no matter of what is compared. */
  @Test
  void takesACookieOutOfTheAnswerThatStoodInForTheRecordedOne() {
    Entries fresh = _ -> (_, value) -> value.equals("recorded00a1") ? "standing00b2" : null;
    Correlation standing = new Correlation(Rules.none(), ROUNDS, fresh);
    Bindings first = standing.read(asking("GET", "/", "Cookie", "sid=recorded00a1"), false);
    first.answered(CONTROL, setting("sid=of1the2leg3"));
    Bindings use = standing.read(asking("GET", "/me", "Cookie", "sid=recorded00a1"), false);

    Bound.Sendable sent = (Bound.Sendable) use.at(CONTROL);
    RawResponse back = sent.back().in(json("of1the2leg3"), sent.exchange().getRequest());
    assertThat(header(sent)).isEqualTo("sid=of1the2leg3");
    assertThat(new String(back.body().content(), StandardCharsets.UTF_8)).isEqualTo("recorded00a1");
  }

  @Test
  void keepsTypesAndNeighboursInJson() {
    Bindings order = read(answering("POST", "/orders", "{\"id\":4711}"), true);
    Exchange pay = asking("POST", "/pay", "X-A", "b");
    Request request =
        pay.getRequest().toBuilder()
            .setBody(body("{ \"orderId\" : 4711, \"amount\":4711 }"))
            .build();
    Bindings use = read(pay.toBuilder().setRequest(request).build(), true);
    order.answered(CONTROL, json("{\"id\":17}"));

    Bound.Sendable sent = (Bound.Sendable) use.at(CONTROL);
    assertThat(sent.exchange().getRequest().getBody().getContent().toStringUtf8())
        .isEqualTo("{ \"orderId\" : 17, \"amount\":4711 }");
  }

  /** The order is one of the pool's, for each leg and attempt; the token is what the leg gave. */
  @Test
  void putsAStandInWhereNothingIsBound() {
    Entries pool = _ -> (trail, value) -> trail.steps().getFirst().equals("cookie") ? null : "9001";
    Correlation pooled = new Correlation(Rules.none(), ROUNDS, pool);
    Bindings login = pooled.read(answering("GET", "/login", "{\"token\":\"" + TOKEN + "\"}"), true);
    Bindings use =
        pooled.read(
            Recorded.exchange(
                "b", "s", 50, 1, Recorded.request("GET", "/orders/17?token=" + TOKEN)),
            false);
    login.answered(CONTROL, json("{\"token\":\"c0c0c0c0c0\"}"));
    login.answered(CANDIDATE, json("{\"token\":\"dada12dada\"}"));

    assertThat(target(use.at(CONTROL))).isEqualTo("/9001/9001?token=c0c0c0c0c0");
    assertThat(target(use.at(SECOND))).isEqualTo("/9001/9001?token=dada12dada");
  }

  @Test
  void takesAStandInOutOfTheAnswerAgain() {
    Entries pool = _ -> (trail, value) -> value.equals("17") ? "9001" : null;
    Correlation pooled = new Correlation(Rules.disabled(), ROUNDS, pool);
    Bindings use =
        pooled.read(
            Recorded.exchange("b", "s", 50, 1, Recorded.request("GET", "/orders/17")), false);

    Bound.Sendable sent = (Bound.Sendable) use.at(CONTROL);
    RawResponse back =
        sent.back().in(json("{\"id\":9001,\"total\":9001}"), sent.exchange().getRequest());
    assertThat(new String(back.body().content(), StandardCharsets.UTF_8))
        .isEqualTo("{\"id\":17,\"total\":9001}");
  }

  @Test
  void knowsAnItemByItsFields() {
    String list = "{\"items\":[{\"id\":101,\"name\":\"mug\"},{\"id\":102,\"name\":\"red lamp\"}]}";
    Bindings products = read(answering("GET", "/products", list), false);
    Bindings use =
        read(Recorded.exchange("c", "s", 50, 1, Recorded.request("GET", "/products/102")), false);
    products.answered(
        CONTROL,
        json("{\"items\":[{\"id\":7,\"name\":\"red lamp\"},{\"id\":8,\"name\":\"mug\"}]}"));
    products.answered(
        CANDIDATE,
        json("{\"items\":[{\"id\":7,\"name\":\"chair\"},{\"id\":8,\"name\":\"desk\"}]}"));

    assertThat(target(use.at(CONTROL))).as("of that name").isEqualTo("/products/7");
    assertThat(target(use.at(CANDIDATE))).as("at that index").isEqualTo("/products/8");
  }

  @Test
  void takesCookiesFromTheLegThatSetsThem() {
    Bindings first = read(cookie(answering("GET", "/", "{}"), "sid=abc123; Path=/"), false);
    Bindings use = read(asking("GET", "/me", "Cookie", "theme=dark; sid=abc123"), false);
    first.answered(CONTROL, setting("sid=s%3Axyz; Path=/"));
    first.answered(CANDIDATE, setting("other=1"));

    assertThat(header(use.at(CONTROL))).isEqualTo("theme=dark; sid=s%3Axyz");
    assertThat(header(use.at(CANDIDATE))).as("as it was").isEqualTo("theme=dark; sid=abc123");
  }

  @Test
  void answersAreComparedByWhatTheirValuesStandFor() {
    Bindings order = read(answering("POST", "/orders", "{\"id\":4711}"), true);
    Bindings use =
        read(Recorded.exchange("c", "s", 50, 1, Recorded.request("GET", "/orders/4711")), false);
    order.answered(CONTROL, json("{\"id\":17}"));

    Bound.Sendable sent = (Bound.Sendable) use.at(CONTROL);
    RawResponse shown =
        sent.back().in(json("{\"orderId\":17,\"lines\":17}"), sent.exchange().getRequest());
    assertThat(new String(shown.body().content(), StandardCharsets.UTF_8))
        .isEqualTo("{\"orderId\":4711,\"lines\":17}");
  }

  @Test
  void keepsToRules() {
    Rules rules =
        new Rules(
            false,
            List.of("POST /login response body /nick -> GET /me request query who"),
            List.of("request header authorization"));
    Correlation ruled = new Correlation(rules, ROUNDS);
    Bindings login =
        ruled.read(
            answering("POST", "/login", "{\"nick\":\"bob\",\"token\":\"" + TOKEN + "\"}"), true);
    Bindings use =
        ruled.read(asking("GET", "/me?who=bob", "Authorization", "Bearer " + TOKEN), false);
    login.answered(CONTROL, json("{\"nick\":\"eve\",\"token\":\"c0c0c0c0c0\"}"));

    assertThat(target(use.at(CONTROL))).isEqualTo("/me?who=eve");
    assertThat(header(use.at(CONTROL))).isEqualTo("Bearer " + TOKEN);
  }

  private Bindings read(Exchange exchange, boolean once) {
    return correlation.read(exchange, once);
  }

  private Exchange answering(String method, String target, String json) {
    return Recorded.exchange("a" + millis, "s", millis += 5, 1, Recorded.request(method, target))
        .toBuilder()
        .setResponse(Response.newBuilder().setStatus(200).setBody(body(json)))
        .build();
  }

  private Exchange asking(String method, String target, String name, String value) {
    Request request =
        Request.newBuilder()
            .setMethod(method)
            .setTarget(target)
            .addHeaders(Recorded.header(name, value))
            .build();
    return Recorded.exchange("b" + millis, "s", millis += 5, 1, request);
  }

  private static Exchange cookie(Exchange exchange, String set) {
    return exchange.toBuilder()
        .setResponse(
            exchange.getResponse().toBuilder().addHeaders(Recorded.header("Set-Cookie", set)))
        .build();
  }

  private static Body body(String json) {
    return Body.newBuilder()
        .setContent(ByteString.copyFromUtf8(json))
        .setContentType("application/json")
        .build();
  }

  private static RawResponse json(String json) {
    return answer(new RawHeader("Content-Type", "application/json"), json);
  }

  private static RawResponse setting(String cookie) {
    return answer(new RawHeader("Set-Cookie", cookie), "");
  }

  private static RawResponse answer(RawHeader header, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    return new RawResponse(
        200, "OK", "HTTP/1.1", List.of(header), RawBody.whole(content), List.of());
  }

  private static String header(Bound bound) {
    return ((Bound.Sendable) bound).exchange().getRequest().getHeaders(0).getValue();
  }

  private static String target(Bound bound) {
    return ((Bound.Sendable) bound).exchange().getRequest().getTarget();
  }
}
