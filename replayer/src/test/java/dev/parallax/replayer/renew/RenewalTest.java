package dev.parallax.replayer.renew;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Request;
import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.plan.Arm;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RenewalTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final Arm FIRST = new Arm(Leg.CANDIDATE, 1);

  @Test
  void beginsATraceOfItsOwnForEachAttempt() {
    Exchange exchange = traced("00-" + TRACE + "-" + SPAN + "-01");
    Stream<String> traces =
        Stream.of(
                renew("run-1", FIRST, exchange),
                renew("run-2", FIRST, exchange),
                renew("run-1", new Arm(Leg.CONTROL, 1), exchange),
                renew("run-1", new Arm(Leg.CANDIDATE, 2), exchange),
                renew("run-1", FIRST, exchange.toBuilder().setId("b").build()),
                renew("run-1", FIRST, exchange.toBuilder().setId("a~1").build()))
            .map(RenewalTest::traceParent);

    assertThat(traces)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"))
        .noneMatch(line -> line.contains(TRACE) || line.contains(SPAN));
  }

  /** Or else a server would take the second one for the first, sent again. */
  @Test
  void givesEachCopyAKeyOfItsOwn() {
    Exchange exchange = traced("00-" + TRACE + "-" + SPAN + "-01");

    assertThat(
            Stream.of(0, 1, 2)
                .map(copy -> renew("run-1", FIRST, new SessionCopy(copy, 3).of(exchange)))
                .map(RenewalTest::key))
        .doesNotHaveDuplicates()
        .allMatch(key -> key.matches("[a-z]{3}-\\d{4}"));
  }

  /** Whoever does a share of a run again sends what was sent before. */
  @Test
  void sendsTheSameIfItIsDoneAgain() {
    Exchange exchange = traced("00-" + TRACE + "-" + SPAN + "-01");

    assertThat(renew("run-1", FIRST, exchange)).isEqualTo(renew("run-1", FIRST, exchange));
  }

  @ParameterizedTest
  @CsvSource({
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00,   00",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03,   01",
    // A pseudonym of one, and what is none.
    "12-8bf39f3578d62ad7d4fa164f7f9f4804-10f115bf9af696d3-98,   01",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-00,   01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00-x, 01",
    "none,                                                      01",
  })
  void isSampledAsTheOriginalWas(String recorded, String flags) {
    assertThat(traceParent(renew("run-1", FIRST, traced(recorded)))).endsWith("-" + flags);
  }

  @Test
  void saysWhatStandsForItsOwnValuesInAllAttempts() {
    Exchange exchange = traced("00-" + TRACE + "-" + SPAN + "-01");
    Renewed renewed = renew("run-1", FIRST, exchange);

    assertThat(renewed.values())
        .isEqualTo(Map.of(traceParent(renewed).substring(3, 35), TRACE, key(renewed), "key-0001"));
  }

  @Test
  void hasOneStandInForTheTraceOfAllAttemptsWhereNoneWasRecorded() {
    Exchange exchange = Recorded.get("a", "/");
    Renewed first = renew("run-1", FIRST, exchange);
    Renewed second = renew("run-1", new Arm(Leg.CONTROL, 1), exchange);

    assertThat(first.values()).hasSize(1);
    assertThat(first.values().keySet()).isNotEqualTo(second.values().keySet());
    assertThat(first.values().values())
        .containsExactlyElementsOf(second.values().values())
        .allMatch(id -> id.matches("[0-9a-f]{32}"));
  }

  private static Renewed renew(String runId, Arm arm, Exchange exchange) {
    Request.Builder request = exchange.getRequest().toBuilder().clearHeaders();
    exchange.getRequest().getHeadersList().stream()
        .filter(header -> header.getName().equals("Idempotency-Key"))
        .forEach(request::addHeaders);
    return new Renewal(runId).renew(arm, exchange, request.build());
  }

  private static Exchange traced(String traceParent) {
    return Recorded.exchange(
        "a",
        "s",
        0,
        1,
        Recorded.request("GET", "/").toBuilder()
            .addHeaders(Recorded.header("Traceparent", traceParent))
            .addHeaders(key("key-0001"))
            .build());
  }

  private static Header key(String value) {
    return Recorded.header("Idempotency-Key", value);
  }

  private static String traceParent(Renewed renewed) {
    return value(renewed, "traceparent");
  }

  private static String key(Renewed renewed) {
    return value(renewed, "Idempotency-Key");
  }

  private static String value(Renewed renewed, String name) {
    return renewed.request().getHeadersList().stream()
        .filter(header -> header.getName().equals(name))
        .map(Header::getValue)
        .findFirst()
        .orElseThrow();
  }
}
