package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.proto.Skip.Reason;
import dev.parallax.replayer.correlate.Correlation;
import dev.parallax.replayer.correlate.Rules;
import dev.parallax.replayer.credentials.LegCredentials;
import dev.parallax.replayer.plan.Arm;
import dev.parallax.replayer.plan.Rounds;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.runlog.Result;
import dev.parallax.replayer.runlog.RunSigns;
import dev.parallax.replayer.source.SourceExchange;
import java.net.URI;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SendingTest {

  private static final List<Arm> ARMS =
      List.of(new Arm(Leg.CANDIDATE, 1), new Arm(Leg.CONTROL, 1), new Arm(Leg.CONTROL, 2));

  private final List<Result> results = new ArrayList<>();

  @Test
  void settlesEachArmWhenItBreaksOff() {
    try (Legs legs =
        new Legs(
            List.of(),
            Runs.examples(1, URI.create("http://localhost:1"), null),
            LegCredentials.none())) {
      Exchange exchange = Recorded.get("a", "/");
      Rounds rounds = new Rounds(Judging.STATISTICS, 1, true, 0);
      Sending sending =
          new Sending(
              SourceExchange.of(exchange),
              new Correlation(Rules.none(), rounds).read(exchange, false),
              ARMS,
              Recorded.pace(new Speed.Max()),
              legs,
              new Outcomes(new RunSigns("run-1", ""), new RunClock(0, 0)),
              (done, settled) -> results.addAll(settled));
      sending.waitFor(broken());

      assertThatThrownBy(sending::run).isInstanceOf(StackOverflowError.class);
    }

    assertThat(results)
        .map(result -> ((Result.Unanswered) result).outcome())
        .allSatisfy(
            outcome -> assertThat(outcome.getSkip().getReason()).isEqualTo(Reason.RUN_ENDED))
        .map(SendingTest::arm)
        .containsExactlyElementsOf(ARMS);
  }

  private static Arm arm(Outcome outcome) {
    return new Arm(outcome.getLeg(), outcome.getAttempt());
  }

  private static List<Sending> broken() {
    return new AbstractList<>() {
      @Override
      public Sending get(int index) {
        throw new StackOverflowError();
      }

      @Override
      public int size() {
        return 1;
      }
    };
  }
}
