package dev.parallax.comparator.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Skip;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CureTest {

  /** What production answered, what staging did, and the option that helps. */
  @ParameterizedTest
  @CsvSource({
    "200, 404, --pool",
    "201, 410, --pool",
    "200, 401, --auth-users",
    "200, 403, --auth-users",
    "200, 302, --auth-users",
    "200, 409, --reset-hook",
    "200, 400, --rewrite",
    "200, 503, --max-rate",
    "200, 429, --max-rate",
    "200, 500, staging fails",
    "200, 0,   --timeout",
    "200, 200, --timeout",
    "304, 200, if-none-match",
    "404, 200, none:",
    "500, 200, none:",
    "500, 0,   none:",
    "200, 418, ''",
  })
  void namesWhatHelps(int captured, int staging, String cure) {
    assertCure(exercised(captured, "", staging, ""), cure);
  }

  /** Calls of gRPC that failed have the HTTP status 200. */
  @ParameterizedTest
  @CsvSource({
    "0, 5,  --pool",
    "0, 16, --auth-users",
    "0, 10, --reset-hook",
    "0, 3,  --rewrite",
    "0, 8,  --max-rate",
    "0, 13, staging fails",
    "5, 0,  none:",
    "13, 0, none:",
  })
  void goesByTheStatusOfGrpc(String captured, String staging, String cure) {
    assertCure(exercised(200, captured, 200, staging), cure);
  }

  @Test
  void blamesTheCandidateWhereThereIsNoControl() {
    Comparison alone =
        exercised(200, "", 404, "").toBuilder()
            .removeAttempts(1)
            .addAttempts(attempt(Leg.CANDIDATE, 401, ""))
            .build();

    assertCure(alone, "--auth-users");
  }

  @Test
  void hasNoneWhereProductionGaveNoAnswer() {
    Comparison comparison =
        Comparison.newBuilder()
            .setNotExercisedBecause("captured CONNECTION_RESET")
            .addAttempts(attempt(Leg.CONTROL, 200, ""))
            .build();

    assertCure(comparison, "none: production gave no answer");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"UNRECOGNIZED", "REASON_UNSPECIFIED"},
      mode = EnumSource.Mode.EXCLUDE)
  void namesOneForEachSkip(Skip.Reason reason) {
    Comparison skipped =
        Comparison.newBuilder().setSkip(Skip.newBuilder().setReason(reason)).build();

    assertThat(cure(skipped)).isNotEmpty();
  }

  /** Counted by reason, it must not tell apart what a reason does not. */
  @Test
  void addsUpByReason() {
    var fold = new UnexercisedFold();
    for (int i = 0; i < 3; i++) {
      fold.add(exercised(200, "", 404, ""), "GET /a");
      fold.add(exercised(200, "", 401, ""), "GET /b");
    }
    fold.add(exercised(200, "", 401, ""), "GET /a");

    List<Unexercised> all = fold.unexercised();

    assertThat(all).extracting(Unexercised::endpoint).containsExactly("GET /a", "GET /b");
    assertThat(all.getFirst().whys())
        .extracting(Unexercised.Why::exchanges)
        .containsExactly(3L, 1L);
  }

  private static void assertCure(Comparison comparison, String cure) {
    if (cure.isEmpty()) {
      assertThat(cure(comparison)).isEmpty();
    } else {
      assertThat(cure(comparison)).contains(cure);
    }
  }

  private static String cure(Comparison comparison) {
    return Cure.of(Lost.of(comparison).orElseThrow(), comparison);
  }

  private static Comparison exercised(
      int captured, String capturedGrpc, int staging, String stagingGrpc) {
    return Comparison.newBuilder()
        .setNotExercisedBecause("control %d %s, captured".formatted(staging, stagingGrpc))
        .addAttempts(attempt(Leg.CAPTURED_LEG, captured, capturedGrpc))
        .addAttempts(attempt(Leg.CONTROL, staging, stagingGrpc))
        .build();
  }

  private static AttemptSummary attempt(Leg leg, int status, String grpc) {
    var attempt = AttemptSummary.newBuilder().setLeg(leg).setStatus(status).setGrpcStatus(grpc);
    if (status == 0) {
      attempt.setFailure(Failure.newBuilder().setKind(Failure.Kind.RESPONSE_TIMEOUT));
    }
    return attempt.build();
  }
}
