package dev.parallax.comparator.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.comparator.Given;
import dev.parallax.comparator.Streams;
import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Divergence;
import dev.parallax.proto.Endpoint;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Response;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.MessageJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams that production's client left: its page was closed. */
class OpenStreamTest {

  @ParameterizedTest
  @CsvSource({
    "CLIENT_ABORTED, ''",
    "REFUSED, ''",
    "RESET, captured RESET",
    "RESPONSE_TIMEOUT, captured RESPONSE_TIMEOUT",
  })
  void wereAnswered(Failure.Kind how, String because) {
    Exchange exchange = left(Streams.events("1", "2"), how);

    Comparison comparison = compare(exchange, Streams.events("1", "2"), Streams.events("1", "2"));

    assertThat(comparison.getNotExercisedBecause()).isEqualTo(because);
  }

  @Test
  void wereNotWhereNothingCame() {
    Exchange exchange = left(Streams.events(), Failure.Kind.CLIENT_ABORTED);

    assertThat(compare(exchange, Streams.events(), Streams.events()).getNotExercisedBecause())
        .isEqualTo("captured CLIENT_ABORTED");
  }

  @Test
  void wereNotWhereTheyAreNoStreams() {
    Exchange exchange = left(Given.json(200, "[1"), Failure.Kind.CLIENT_ABORTED);
    Response page = Given.json(200, "[1]");

    assertThat(compare(exchange, page, page).getNotExercisedBecause())
        .isEqualTo("captured CLIENT_ABORTED");
  }

  @Test
  void areComparedAsFarAsBothSidesGo() {
    Exchange exchange = left(Streams.events("1", "2", "3"), Failure.Kind.CLIENT_ABORTED);

    Comparison same = compare(exchange, Streams.events("1", "2", "3", "4"), null);
    Comparison other = compare(exchange, Streams.events("1", "two"), null);

    assertThat(same.getDivergencesList()).isEmpty();
    assertThat(other.getDivergencesList())
        .extracting(Divergence::getLocation)
        .containsExactly("body", "body /*");
    assertThat(same.getNotComparedList())
        .containsExactly(
            "production's answer is compared only as far as both bodies go, for one is cut short");
  }

  /** How long a page was open is no response time. */
  @Test
  void haveNoTimeOfTheirOwn() {
    Exchange exchange = left(Streams.events("1"), Failure.Kind.CLIENT_ABORTED);

    AttemptSummary captured = compare(exchange, Streams.events("1"), null).getAttempts(0);

    assertThat(captured.getLeg()).isEqualTo(Leg.CAPTURED_LEG);
    assertThat(captured.getStatus()).isEqualTo(200);
    assertThat(captured.hasFailure()).isFalse();
    assertThat(captured.getLastByteNanos()).isZero();
  }

  /** Nobody was told a status by then: it went well, so far. */
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "0,  ''",
    "5,  'control 200 grpc-status 5, captured 200 grpc-status 0'",
    "14, 'control 200 grpc-status 14, captured 200 grpc-status 0'",
  })
  void goWellWhereTheyHaveNoStatusOfACall(String control, String because) {
    Exchange exchange = left(Streams.grpc("", "a", "b"), Failure.Kind.CLIENT_ABORTED);
    Response answer = Streams.grpc(control, "a", "b");

    assertThat(compare(exchange, answer, answer).getNotExercisedBecause()).isEqualTo(because);
  }

  private static Exchange left(Response captured, Failure.Kind how) {
    return Streams.left(Given.exchange("a", "/events", captured), how);
  }

  /**
   * @param candidate null for none: then the first is the candidate's, and there is no control
   */
  private static Comparison compare(
      Exchange exchange, Response first, @Nullable Response candidate) {
    return ExchangeDiff.compare(
        exchange,
        Endpoint.getDefaultInstance(),
        candidate == null
            ? List.of(Given.answered(exchange, Leg.CANDIDATE, 1, first))
            : List.of(
                Given.answered(exchange, Leg.CONTROL, 1, first),
                Given.answered(exchange, Leg.CANDIDATE, 1, candidate)),
        new MessageJson(GrpcDescriptors.none()));
  }
}
