package dev.parallax.replayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Skip;
import dev.parallax.proto.Skip.Reason;
import dev.parallax.replayer.Recorded;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PermittedTest {

  private static final Permitted PERMITTED =
      new Permitted(Set.of("PUT", "POST /orders"), Set.of("POST /search", "REPORT"));

  private final Replayable replayable = new Replayable(PERMITTED);

  @ParameterizedTest
  @CsvSource({
    // method, target, why it is not sent, whether sending it may change something
    "GET,    /search,        REASON_UNSPECIFIED, false",
    "POST,   /search,        REASON_UNSPECIFIED, false",
    "POST,   /search?q=x,    REASON_UNSPECIFIED, false",
    "POST,   /search/people, REASON_UNSPECIFIED, false",
    "REPORT, /calendar,      REASON_UNSPECIFIED, false",
    "POST,   /orders,        REASON_UNSPECIFIED, true",
    "PUT,    /search,        REASON_UNSPECIFIED, true",
    "POST,   /searches,      UNSAFE_METHOD,      true",
    "POST,   /search/../pay, UNSAFE_METHOD,      true",
    "DELETE, /search,        UNSAFE_METHOD,      true",
  })
  void sendsWhatIsDeclaredSafeAsIfItWereAGet(
      String method, String target, Reason reason, boolean mayWrite) {
    Exchange exchange = posted(method, target, Extent.EXTENT_WHOLE);

    assertThat(reason(exchange)).isEqualTo(reason);
    assertThat(replayable.mayWrite(exchange)).isEqualTo(mayWrite);
  }

  @ParameterizedTest
  @CsvSource({
    "EXTENT_WHOLE,   REASON_UNSPECIFIED",
    "EXTENT_PREFIX,  BODY_NOT_WHOLE",
    "EXTENT_REDUCED, BODY_NOT_WHOLE",
  })
  void sendsNoPartOfABodyAlsoWhereItIsSafe(Extent extent, Reason reason) {
    assertThat(reason(posted("POST", "/search", extent))).isEqualTo(reason);
  }

  @Test
  void permitsNothingButSafeMethodsByItself() {
    Replayable none = new Replayable(Permitted.none());

    assertThat(none.whyNot(posted("POST", "/search", Extent.EXTENT_WHOLE)).map(Skip::getReason))
        .contains(Reason.UNSAFE_METHOD);
    assertThat(none.whyNot(Recorded.get("a", "/"))).isEmpty();
  }

  @Test
  void namesTheSettingThatIsNoRoute() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Permitted(Set.of("post"), Set.of()))
        .withMessageStartingWith("replay.writes: post (expected: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Permitted(Set.of(), Set.of("/search")))
        .withMessageStartingWith("replay.safe: /search (expected: ");
  }

  private static Exchange posted(String method, String target, Extent extent) {
    return Recorded.get("a", target).toBuilder()
        .setRequest(
            Recorded.request(method, target).toBuilder()
                .setBody(Body.newBuilder().setExtent(extent).setLength(9)))
        .build();
  }

  private Reason reason(Exchange exchange) {
    return replayable.whyNot(exchange).map(Skip::getReason).orElse(Reason.REASON_UNSPECIFIED);
  }
}
