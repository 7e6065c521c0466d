package dev.parallax.replayer.renew;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Header;
import dev.parallax.replayer.Recorded;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BaggageTest {

  private static final String OWN = "parallax-run=run-1,parallax-exchange=e-1";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void saysRunAndExchange() {
    assertThat(of()).isEqualTo(OWN);
  }

  @Test
  void comesBehindWhatWasRecorded() {
    assertThat(
            of(
                Recorded.header("Baggage", "user=alice;ttl=3 , tier=gold"),
                Recorded.header("accept", "*/*"),
                Recorded.header("baggage", "region=eu")))
        .isEqualTo("user=alice;ttl=3,tier=gold,region=eu," + OWN);
  }

  @Test
  void namesTheTraceOfTheOriginal() {
    assertThat(of(Recorded.header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")))
        .isEqualTo(OWN + ",parallax-trace=" + TRACE);
  }

  @Test
  void dropsWhatIsOfAnotherRunOrOfTheTrace() {
    assertThat(
            of(
                Recorded.header(
                    "baggage", "parallax-run=old,a=1,sentry-trace_id=77,sentry-sampled=true")))
        .isEqualTo("a=1," + OWN);
  }

  /** W3C Baggage, section 3.3.2: more need not be passed on, and ours must. */
  @Test
  void staysWithinWhatEveryPlatformTakes() {
    String many = members(80, "v");
    String longOnes = members(10, "v".repeat(1000));

    assertThat(of(Recorded.header("baggage", many)).split(",", -1))
        .hasSize(64)
        .startsWith("k0=v")
        .endsWith("parallax-exchange=e-1");
    assertThat(of(Recorded.header("baggage", longOnes)))
        .hasSizeBetween(7000, 8192)
        .endsWith("," + OWN);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"a b, a%20b", "`a,b`, a%2Cb", "50%, 50%25", "ü, %C3%BC", "a=b, a=b"})
  void encodesWhatIsNoPartOfAValue(String exchangeId, String encoded) {
    assertThat(Baggage.of(List.of(), "run-1", exchangeId).getValue())
        .isEqualTo("parallax-run=run-1,parallax-exchange=" + encoded);
  }

  private static String members(int number, String value) {
    return IntStream.range(0, number)
        .mapToObj(i -> "k" + i + "=" + value)
        .collect(Collectors.joining(","));
  }

  private static String of(Header... recorded) {
    return Baggage.of(List.of(recorded), "run-1", "e-1").getValue();
  }
}
