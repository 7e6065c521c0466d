package dev.parallax.recorder.propose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proto.SessionLink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a proposal counts: a place is proposed where its one value has twenty clients. */
class PolicyLearnerTest {

  private final PolicyLearner learner = new PolicyLearner(20);

  private static Exchange.Builder exchange(String session, String epoch) {
    return Exchange.newBuilder()
        .setSession(session)
        .setRequest(Request.newBuilder().setTarget("/search?colour=blau"))
        .setResponse(Response.newBuilder().setStatus(200))
        .setSanitisation(
            Sanitisation.newBuilder()
                .setMode(Mode.STRICT)
                .setKeyEpoch(epoch)
                .addLeaves(Leaf.newBuilder().setLocation("request query colour").setKind("text")));
  }

  private static Exchange.Builder bringing(Exchange.Builder exchange, String cookie) {
    exchange.getRequestBuilder().addHeaders(header("Cookie", cookie));
    return exchange;
  }

  private static Exchange.Builder giving(Exchange.Builder exchange, String cookie) {
    exchange.getResponseBuilder().addHeaders(header("set-cookie", cookie));
    return exchange;
  }

  private static Header header(String name, String value) {
    return Header.newBuilder().setName(name).setValue(value).build();
  }

  private List<String> proposed() {
    return learner.proposals().proposals().stream().map(Proposal::location).toList();
  }

  @Test
  void proposesWhatTwentyClientsShare() {
    for (int i = 0; i < 19; i++) {
      learner.add(exchange("s-" + i, "a").build());
    }
    assertThat(proposed()).isEmpty();
    learner.add(bringing(exchange("s-19", "a"), "sid=19").build());
    assertThat(proposed()).containsExactly("request query colour");
  }

  @Test
  void countsOnceWhereEachAnswerRenewsTheCookie() {
    for (int i = 0; i < 100; i++) {
      learner.add(
          giving(
                  bringing(exchange("s-" + i, "a"), "lang=x; sid=" + i),
                  "sid=" + (i + 1) + "; Path=/")
              .addSessionLinks(SessionLink.newBuilder().setFrom("s-" + i).setTo("s-" + (i + 1)))
              .build());
    }
    assertThat(proposed()).isEmpty();
  }

  @Test
  void takesALoginForNoRenewal() {
    for (int i = 0; i < 20; i++) {
      learner.add(
          giving(bringing(exchange("s-lang", "a"), "lang=x"), "sid=" + i)
              .addSessionLinks(SessionLink.newBuilder().setFrom("s-lang").setTo("s-" + i))
              .build());
      learner.add(bringing(exchange("s-" + i, "a"), "lang=x; sid=" + i).build());
    }
    assertThat(proposed()).containsExactly("request query colour");
  }

  @Test
  void countsNobodyWhoIsGivenACookieAndBringsNone() {
    for (int i = 0; i < 100; i++) {
      learner.add(giving(exchange("s-" + i, "a"), "sid=" + i).build());
    }
    assertThat(proposed()).isEmpty();
  }

  @Test
  void countsWithinOneEpoch() {
    for (int i = 0; i < 10; i++) {
      learner.add(exchange("s-" + i, "a").build());
      learner.add(exchange("t-" + i, "b").build());
    }
    assertThat(proposed()).isEmpty();
  }
}
