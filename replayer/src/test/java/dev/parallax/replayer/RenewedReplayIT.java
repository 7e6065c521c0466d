package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Request;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.replayer.safety.Targets;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What legs get that no other attempt gets, and what is kept of their answers. */
@Timeout(60)
final class RenewedReplayIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324";

  private record Got(String key, String traceParent, String baggage) {}

  private final Queue<Got> candidateGot = new ConcurrentLinkedQueue<>();
  private final Queue<Got> controlGot = new ConcurrentLinkedQueue<>();
  private final StagingServer candidate =
      new StagingServer(new HttpServerOptions(), request -> echo(request, candidateGot));
  private final StagingServer control =
      new StagingServer(new HttpServerOptions().setCompressionSupported(true), this::controlEcho);
  private final KeptLog log = new KeptLog();

  @AfterEach
  void stop() {
    candidate.close();
    control.close();
  }

  @Test
  void eachAttemptIsATraceOfItsOwnAndSaysWhatItIsOf() throws Exception {
    run(Set.of(), get("a"), get("b"));

    assertThat(List.of(candidateGot, controlGot))
        .allSatisfy(
            got ->
                assertThat(got)
                    .hasSize(4)
                    .extracting(Got::baggage)
                    .containsOnly(
                        "tier=gold,parallax-run=run-1,parallax-exchange=a,parallax-trace=" + TRACE,
                        "tier=gold,parallax-run=run-1,parallax-exchange=b,parallax-trace="
                            + TRACE));
    candidateGot.addAll(controlGot);
    assertThat(candidateGot)
        .extracting(got -> got.traceParent().split("-", -1)[1])
        .hasSize(8)
        .doesNotHaveDuplicates()
        .doesNotContain(TRACE);
  }

  /** Else two builds that answer the same would differ wherever an answer repeats them. */
  @Test
  void answersThatRepeatThemAreOne() throws Exception {
    run(Set.of("POST"), post("a"));

    assertThat(log.outcomes()).hasSize(2);
    assertThat(log.outcomes())
        .extracting(outcome -> outcome.getResponse().getBody().getContent().toStringUtf8())
        .allSatisfy(body -> assertThat(body).contains("\"key\":\"" + KEY + "\""))
        .containsOnly(bodyOf(log.outcomes().getFirst()));
    assertThat(log.outcomes())
        .extracting(outcome -> header(outcome, "x-idempotency-key-seen"))
        .containsOnly(KEY);
  }

  @Test
  void aKeyThatAClientRepeatedIsRepeatedAtEachLeg() throws Exception {
    run(Set.of("POST"), post("a"), post("b"));

    assertThat(candidateGot).hasSize(2).extracting(Got::key).doesNotContain(KEY);
    assertThat(candidateGot.stream().map(Got::key).distinct()).hasSize(1);
    assertThat(controlGot.stream().map(Got::key).distinct())
        .hasSize(1)
        .doesNotContain(candidateGot.element().key(), KEY);
  }

  private void controlEcho(HttpServerRequest request) {
    echo(request, controlGot);
  }

  private static void echo(HttpServerRequest request, Queue<Got> got) {
    Got seen =
        new Got(
            String.valueOf(request.getHeader("Idempotency-Key")),
            String.valueOf(request.getHeader("traceparent")),
            String.valueOf(request.getHeader("baggage")));
    got.add(seen);
    request
        .response()
        .putHeader("content-type", "application/json")
        .putHeader("x-idempotency-key-seen", seen.key())
        .end(
            "{\"key\":\"%s\",\"trace\":\"%s\"}"
                .formatted(seen.key(), seen.traceParent().split("-", -1)[1]));
  }

  private void run(Set<String> writes, Exchange... exchanges) throws Exception {
    Runs.replay(
        Runs.settings(Judging.EXAMPLES, 2, Targets.of(candidate.uri(), control.uri()), writes),
        RecordedEvents.of(exchanges),
        Runs.sanitiser(),
        log,
        Runs.warned(new ArrayList<>()));
  }

  private static Exchange get(String id) {
    return recorded(id, Recorded.request("GET", "/" + id));
  }

  private static Exchange post(String id) {
    return recorded(
        id,
        Recorded.request("POST", "/orders", "{}").toBuilder()
            .addHeaders(Recorded.header("Idempotency-Key", KEY))
            .build());
  }

  private static Exchange recorded(String id, Request request) {
    return Recorded.exchange(
        id,
        "s",
        0,
        1,
        request.toBuilder()
            .addHeaders(Recorded.header("accept-encoding", "gzip"))
            .addHeaders(Recorded.header("baggage", "tier=gold"))
            .addHeaders(Recorded.header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"))
            .build());
  }

  private static String bodyOf(Outcome outcome) {
    return outcome.getResponse().getBody().getContent().toStringUtf8();
  }

  private static String header(Outcome outcome, String name) {
    return outcome.getResponse().getHeadersList().stream()
        .filter(header -> header.getName().equals(name))
        .map(Header::getValue)
        .findFirst()
        .orElse("");
  }
}
