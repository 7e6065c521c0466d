package dev.parallax.replayer.correlate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Response;
import dev.parallax.proto.SessionLink;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.plan.Arm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FinderTest {

  private static final String KEY = "9f86d081884c7d659a2f";

  private static final Response NOTHING = Response.getDefaultInstance();

  private final Finder finder = new Finder(Rules.none(), true);

  @Test
  void findsWhatAnAnswerGave() {
    read("a", "s", 0, "/keys", KEY);

    Edge edge = read("b", "s", 10, "/use?key=" + KEY, "").getFirst();
    assertThat(edge.target()).hasToString("query key");
    assertThat(edge.source().place()).hasToString("body /key");
    assertThat(edge.source().product().id()).isEqualTo("a");
  }

  @Test
  void leavesWhatTheClientSentFirst() {
    read("a", "s", 0, "/use?key=" + KEY, KEY);

    assertThat(read("b", "s", 10, "/use?key=" + KEY, "")).isEmpty();
    assertThat(finder.decoys().echoes()).isEqualTo(1);
  }

  @Test
  void leavesWhatWasNotThereYet() {
    read("a", "s", 0, "/keys", KEY);

    assertThat(read("b", "s", 3, "/use?key=" + KEY, "")).as("the answer took 5 ms").isEmpty();
    assertThat(read("c", "s", 10, "/use?key=" + KEY, "")).as("the client had it before").isEmpty();
    assertThat(finder.decoys().overlapping()).isEqualTo(1);
  }

  /** A long poll may show what the request brought, which would be bound to itself. */
  @Test
  void bindsNothingThatAnotherInstanceWasStillAnswering() {
    Exchange asked = exchange("b", "s", 3, "/use?key=" + KEY, "");
    read("a", "s", 0, "/keys", KEY);

    assertThat(
            finder
                .read(
                    asked.toBuilder()
                        .setDeployment(Deployment.newBuilder().setInstance("two"))
                        .build())
                .edges())
        .isEmpty();
  }

  @Test
  void meansTheLatestOfSeveral() {
    read("a", "s", 0, "/keys", KEY);
    read("b", "s", 10, "/keys", KEY);

    assertThat(read("c", "s", 20, "/use?key=" + KEY, "").getFirst().sources())
        .map(source -> source.product().id())
        .containsExactly("b", "a");
  }

  @Test
  void keepsSessionsApartThatNoLinkJoins() {
    read("a", "s", 0, "/keys", KEY);
    assertThat(read("b", "t", 10, "/use?key=" + KEY, "")).isEmpty();

    SessionLink link = SessionLink.newBuilder().setFrom("s").setTo("u").build();
    Exchange login = exchange("c", "s", 20, "/login", "").toBuilder().addSessionLinks(link).build();
    finder.read(login);
    assertThat(read("d", "u", 30, "/use?key=" + KEY, "")).hasSize(1);
  }

  @Test
  void findsTheSameInEachRound() {
    for (int round = 1; round <= 3; round++) {
      finder.begin(round);
      read("a", "s", 0, "/keys", KEY);
      assertThat(read("b", "s", 10, "/use?key=" + KEY, "")).as("round %d", round).hasSize(1);
    }
  }

  @Test
  void forgetsTheSessionThatWasQuietLongest() {
    Finder small = new Finder(Rules.none(), false, 20_000);
    for (int i = 0; i < 100; i++) {
      small.read(exchange("a" + i, "s" + i, i * 10L, "/keys", KEY));
    }

    assertThat(small.forgotten()).isBetween(80L, 99L);
    assertThat(small.read(exchange("b", "s0", 2000, "/use?key=" + KEY, "")).edges()).isEmpty();
    assertThat(small.read(exchange("c", "s99", 2010, "/use?key=" + KEY, "")).edges()).hasSize(1);
  }

  @Test
  void letsGoOfWhatAForgottenSessionWasGiven() {
    Finder small = new Finder(Rules.none(), false, 20_000);
    Product first = small.read(exchange("a", "s", 0, "/keys", KEY)).product();
    Arm arm = new Arm(Leg.CANDIDATE, 1);
    first.answered(arm, answer());
    assertThat(first.answer(arm)).isNotNull();

    for (int i = 0; i < 100; i++) {
      small.read(exchange("b" + i, "s" + i, 10 + i, "/keys", KEY));
    }

    assertThat(first.recorded()).isEqualTo(Response.getDefaultInstance());
    assertThat(first.answer(arm)).isNull();
    first.answered(arm, answer());
    assertThat(first.answer(arm)).as("as one that comes late").isNull();
  }

  @Test
  void keepsASessionUntilItsPlannedExchangesAreDone() {
    Finder small = new Finder(Rules.none(), false, 20_000);
    Found planned = small.read(exchange("a", "s", 0, "/keys", KEY));
    planned.session().hold();

    quietFor(small, 100, "b");
    assertThat(planned.product().recorded()).as("to be sent").isNotEqualTo(NOTHING);

    planned.session().release();
    quietFor(small, 100, "c");
    assertThat(planned.product().recorded()).as("done").isEqualTo(NOTHING);
  }

  @Test
  void keepsWhatAClientWasGivenBeforeItsSessionsWereJoined() {
    Finder small = new Finder(Rules.none(), false, 20_000);
    Found planned = small.read(exchange("a", "u", 0, "/keys", KEY));
    planned.session().hold();
    SessionLink link = SessionLink.newBuilder().setFrom("s").setTo("u").build();
    small.read(exchange("b", "s", 5, "/login", "").toBuilder().addSessionLinks(link).build());

    quietFor(small, 100, "c");
    assertThat(planned.product().recorded()).isNotEqualTo(NOTHING);

    planned.session().release();
    quietFor(small, 100, "d");
    assertThat(planned.product().recorded()).isEqualTo(NOTHING);
  }

  /** Also where all others have exchanges to be sent, and it is not yet planned itself. */
  @Test
  void neverForgetsWhatWasJustRead() {
    Finder small = new Finder(Rules.none(), false, 20_000);
    for (int i = 0; i < 10; i++) {
      Found read = small.read(exchange("a" + i, "s" + i, i, "/keys", KEY));
      assertThat(read.product().recorded()).as("read as number %d", i).isNotEqualTo(NOTHING);
      read.session().hold();
    }
    assertThat(small.forgotten()).isZero();
  }

  @Test
  void forgetsTheQuietestFirstThoughItWasPassedOverBefore() {
    Finder small = new Finder(Rules.none(), false, 20_000);
    Found planned = small.read(exchange("a", "s", 0, "/keys", KEY));
    planned.session().hold();
    quietFor(small, 3, "b");
    Found fifth = small.read(exchange("c", "t", 200, "/keys", KEY));
    assertThat(small.forgotten()).as("one of the others").isEqualTo(1);

    planned.session().release();
    quietFor(small, 1, "d");
    assertThat(small.forgotten()).isEqualTo(2);
    assertThat(planned.product().recorded()).isEqualTo(NOTHING);
    assertThat(fifth.product().recorded()).isNotEqualTo(NOTHING);
  }

  @Test
  void forgetsPlannedSessionsWhereTheyAreFarTooMany() {
    Finder small = new Finder(Rules.none(), false, 20_000);
    Arm arm = new Arm(Leg.CANDIDATE, 1);
    Found gives = small.read(exchange("a", "s", 0, "/keys", KEY));
    gives.product().answered(arm, answer());
    Exchange use = exchange("b", "s", 10, "/use?key=" + KEY, "");
    Found planned = small.read(use);
    planned.session().hold();
    Found last = planned;
    for (int i = 0; i < 100; i++) {
      last = small.read(exchange("c" + i, "c" + i, 100 + i, "/keys", KEY));
      last.session().hold();
    }

    assertThat(small.forgotten()).as("four times the bytes hold 16").isBetween(80L, 90L);
    assertThat(last.product().recorded()).isNotEqualTo(NOTHING);
    Bindings bindings = new Bindings(use, planned, Map.of(), Entries.none());
    assertThat(bindings.at(arm))
        .isInstanceOfSatisfying(
            Bound.Contaminated.class,
            why -> assertThat(why.skip().getDetail()).contains("forgotten"));
  }

  /** The login was in a session of its own, which is quiet from then on. */
  @Test
  void keepsWhatGaveACredentialAsLongAsWhoeverShowsIt() {
    Finder small = new Finder(Rules.none(), false, 20_000);
    Product login = small.read(exchange("a", "s", 0, "/login", KEY)).product();
    Exchange use = exchange("b", "t", 10, "/me", "");
    use =
        use.toBuilder()
            .setRequest(
                use.getRequest().toBuilder()
                    .addHeaders(Recorded.header("Authorization", "Bearer " + KEY)))
            .build();
    Found shown = small.read(use);
    assertThat(shown.edges()).hasSize(1);
    shown.session().hold();

    quietFor(small, 100, "c");
    assertThat(login.recorded()).as("to be bound to").isNotEqualTo(NOTHING);

    shown.session().release();
    quietFor(small, 100, "d");
    assertThat(login.recorded()).as("of neither").isEqualTo(NOTHING);
  }

  @Test
  void countsWhatWasRecordedOnceForAllCopies() {
    Finder small = new Finder(Rules.none(), false, 100_000);
    Exchange recorded = exchange("a", "s", 0, "/keys", KEY + " ".repeat(20_000));
    Product first = small.read(recorded).product();
    for (int i = 1; i < 10; i++) {
      small.read(new SessionCopy(i, 10).of(recorded));
    }

    assertThat(small.forgotten()).isZero();
    assertThat(first.recorded()).isNotEqualTo(NOTHING);
  }

  /** So many exchanges of as many others. */
  private static void quietFor(Finder finder, int others, String name) {
    for (int i = 0; i < others; i++) {
      finder.read(exchange(name + i, name + i, 100 + i, "/keys", KEY));
    }
  }

  @Test
  void forgetsWhatIsOfNoSessionLikewise() {
    Finder small = new Finder(Rules.none(), false, 20_000);
    Product first = small.read(exchange("a", "", 0, "/keys", KEY)).product();
    for (int i = 0; i < 100; i++) {
      small.read(exchange("b" + i, "", 10 + i, "/keys", KEY));
    }

    assertThat(small.forgotten()).isBetween(80L, 100L);
    assertThat(first.recorded()).isEqualTo(Response.getDefaultInstance());
  }

  @Test
  void keepsOfALongSessionTheLatest() {
    Product first = finder.read(exchange("a", "s", 0, "/keys", KEY)).product();
    for (int i = 0; i < Session.MAX_PRODUCTS; i++) {
      read("b" + i, "s", 10 + i, "/other", "");
    }

    assertThat(first.recorded()).isEqualTo(Response.getDefaultInstance());
    assertThat(finder.forgotten()).isEqualTo(1);
  }

  private static RawResponse answer() {
    return new RawResponse(
        200, "OK", "HTTP/1.1", List.of(), RawBody.whole("{}".getBytes(UTF_8)), List.of());
  }

  private List<Edge> read(String id, String session, long millis, String target, String key) {
    return finder.read(exchange(id, session, millis, target, key)).edges();
  }

  private static Exchange exchange(
      String id, String session, long millis, String target, String key) {
    return Recorded.exchange(id, session, millis, 5, Recorded.request("GET", target)).toBuilder()
        .setResponse(
            Response.newBuilder()
                .setStatus(200)
                .setBody(
                    Body.newBuilder()
                        .setContentType("application/json")
                        .setContent(ByteString.copyFromUtf8("{\"key\":\"" + key + "\"}"))))
        .build();
  }
}
