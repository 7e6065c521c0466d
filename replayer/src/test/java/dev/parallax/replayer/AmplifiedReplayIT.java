package dev.parallax.replayer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunFinished;
import dev.parallax.replayer.runlog.ProgressListener;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of sessions, against real sockets. */
@Timeout(60)
final class AmplifiedReplayIT {

  private static final int EXCHANGES = 10;

  private final WireMockServer candidate = new WireMockServer(options().dynamicPort());
  private final WireMockServer control = new WireMockServer(options().dynamicPort());
  private final KeptLog log = new KeptLog();

  @BeforeEach
  void start() {
    for (WireMockServer leg : List.of(candidate, control)) {
      leg.start();
      leg.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200).withBody("{\"a\":1}")));
    }
  }

  @AfterEach
  void stop() {
    candidate.stop();
    control.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void standsOnceInTheRunLogWithAllOutcomesOfItsCopiesBehindIt(int attempts) throws Exception {
    RunFinished finished = run(Runs.amplified(examples(attempts), 4));

    assertThat(finished.getExchanges()).isEqualTo(EXCHANGES);
    assertThat(finished.getOutcomes()).isEqualTo(4L * 2 * attempts * EXCHANGES);
    Map<String, List<Outcome>> behind = new TreeMap<>();
    String last = "";
    for (Event event : log.events()) {
      if (event.hasExchange()) {
        last = event.getExchange().getId();
        assertThat(behind.put(last, new ArrayList<>())).as("once").isNull();
      } else if (event.hasOutcome()) {
        assertThat(event.getOutcome().getExchange().getId()).isEqualTo(last);
        behind.computeIfAbsent(last, _ -> new ArrayList<>()).add(event.getOutcome());
      }
    }
    assertThat(behind).hasSize(EXCHANGES);
    assertThat(behind.values())
        .allSatisfy(
            outcomes ->
                assertThat(outcomes)
                    .hasSize(4 * 2 * attempts)
                    .extracting(AmplifiedReplayIT::sending)
                    .doesNotHaveDuplicates());
  }

  /** It is compared with nothing, but counted: how it was answered is kept, and what is not. */
  @Test
  void keepsNoBodiesOfWhatCopiesWereAnswered() throws Exception {
    run(Runs.amplified(examples(1), 2));

    assertThat(log.outcomes())
        .allSatisfy(
            outcome -> {
              assertThat(outcome.getResponse().getStatus()).isEqualTo(200);
              assertThat(outcome.getResponse().getBody().getLength()).isEqualTo(7);
              assertThat(outcome.getResponse().getBody().getContent().isEmpty())
                  .isEqualTo(outcome.getExchange().getCopy() > 0);
            });
  }

  /** So that a log's partitions hold all of it: the record key is the session that was recorded. */
  @Test
  void keepsOutcomesOfCopiesBesideThoseOfTheirSession() throws Exception {
    run(Runs.amplified(examples(1), 2));

    assertThat(log.outcomes())
        .allMatch(it -> it.getSession().equals("session-" + it.getExchange().getId()));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101})
  void refusesWhatIsNoNumberOfTimes(int times) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Runs.amplified(examples(1), times))
        .withMessage("replay.amplify: %d (expected: 1 to 100)", times);
  }

  private static String sending(Outcome outcome) {
    return outcome.getExchange().getCopy() + " " + outcome.getLeg() + " " + outcome.getAttempt();
  }

  private ReplaySettings examples(int attempts) {
    return Runs.examples(attempts, URI.create(candidate.baseUrl()), URI.create(control.baseUrl()));
  }

  private RunFinished run(ReplaySettings settings) throws Exception {
    List<Exchange> exchanges =
        IntStream.range(0, EXCHANGES).mapToObj(i -> Recorded.get("e" + i, "/items/" + i)).toList();
    return Runs.replay(
        settings, RecordedEvents.of(exchanges), Runs.sanitiser(), log, ProgressListener.none());
  }
}
