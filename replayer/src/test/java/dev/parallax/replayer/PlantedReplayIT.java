package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proto.Skip.Reason;
import dev.parallax.replayer.correlate.PlantedClient.Truth;
import dev.parallax.replayer.correlate.PlantedRecording;
import dev.parallax.replayer.correlate.PlantedServer;
import dev.parallax.replayer.correlate.Rules;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.safety.Targets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that need what answers before them gave, at legs that give other values. */
class PlantedReplayIT {

  private static final int CLIENTS = 12;

  private final PlantedRecording recording = PlantedRecording.of(7, CLIENTS, Mode.STRICT);
  private final Map<String, Exchange> byId =
      recording.exchanges().stream()
          .collect(Collectors.toMap(Exchange::getId, Function.identity()));

  @ParameterizedTest
  @EnumSource(
      value = Judging.class,
      names = {"EXAMPLES", "STATISTICS"})
  void answersAreThoseOfProductionWhereValuesAreBound(Judging judging) throws Exception {
    List<Outcome> with = replay(judging, Rules.none(), Set.of("POST"));
    List<Outcome> without = replay(judging, Rules.disabled(), Set.of("POST"));

    assertThat(share(with)).as("with: %s", failures(with)).isGreaterThan(0.98);
    assertThat(share(without)).isLessThan(0.05);
  }

  @Test
  void whatHangsOnAWriteThatIsNotSentIsContaminated() throws Exception {
    List<Outcome> outcomes = replay(Judging.EXAMPLES, Rules.none(), Set.of());

    assertThat(outcomes)
        .filteredOn(outcome -> target(outcome).startsWith("/users/"))
        .isNotEmpty()
        .allSatisfy(
            outcome -> assertThat(outcome.getSkip().getReason()).isEqualTo(Reason.CONTAMINATED));
    assertThat(outcomes)
        .filteredOn(outcome -> target(outcome).equals("/welcome"))
        .isNotEmpty()
        .allSatisfy(outcome -> assertThat(outcome.getResponse().getStatus()).isEqualTo(200));
  }

  /** Of what hangs on more than a cookie, how much is answered as in production. */
  private double share(List<Outcome> outcomes) {
    Set<String> hanging =
        recording.truths().stream()
            .filter(truth -> !truth.place().startsWith("cookie"))
            .map(Truth::exchange)
            .collect(Collectors.toSet());
    List<Outcome> of =
        outcomes.stream()
            .filter(outcome -> hanging.contains(outcome.getExchange().getId()))
            .toList();
    return of.stream().filter(this::asInProduction).count() / (double) of.size();
  }

  private Map<String, Long> failures(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> !asInProduction(outcome))
        .collect(
            Collectors.groupingBy(
                outcome ->
                    target(outcome).split("[?0-9]", 2)[0]
                        + ' '
                        + outcome.getResponse().getStatus()
                        + ' '
                        + outcome.getSkip().getReason()
                        + outcome.getAttempt(),
                TreeMap::new,
                Collectors.counting()));
  }

  private boolean asInProduction(Outcome outcome) {
    return outcome.getResponse().getStatus() == recorded(outcome).getResponse().getStatus();
  }

  private String target(Outcome outcome) {
    return recorded(outcome).getRequest().getTarget();
  }

  private Exchange recorded(Outcome outcome) {
    return Objects.requireNonNull(byId.get(outcome.getExchange().getId()));
  }

  private List<Outcome> replay(Judging judging, Rules rules, Set<String> writes) throws Exception {
    KeptLog log = new KeptLog();
    try (PlantedServer candidate = new PlantedServer(21);
        PlantedServer control = new PlantedServer(22)) {
      Targets targets = Targets.of(candidate.uri(), control.uri());
      ReplaySettings settings = Runs.bound(Runs.settings(judging, 3, targets, writes), rules);
      Runs.replay(
          settings,
          RecordedEvents.of(recording.exchanges()),
          Runs.sanitiser(),
          log,
          ProgressListener.none());
    }
    return log.events().stream().filter(Event::hasOutcome).map(Event::getOutcome).toList();
  }
}
