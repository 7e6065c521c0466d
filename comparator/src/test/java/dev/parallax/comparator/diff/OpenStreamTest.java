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
import dev.parallax.proto.Outcome;
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

  /** Of a stream that is cut short, its messages alone would say nothing. */
  @ParameterizedTest
  @CsvSource({
    "false, true, '200 200, then too little in time'",
    "true, false, '200, then too little in time 200'",
    "true, true, ''",
  })
  void tellAStalledOneFromOneThatWentOn(boolean control, boolean candidate, String difference) {
    Exchange exchange = left(Streams.events("1", "2"), Failure.Kind.CLIENT_ABORTED);

    Comparison comparison =
        ExchangeDiff.compare(
            exchange,
            Endpoint.getDefaultInstance(),
            List.of(
                stalled(Given.answered(exchange, Leg.CONTROL, 1, came(control)), control),
                stalled(Given.answered(exchange, Leg.CANDIDATE, 1, came(candidate)), candidate)),
            Authorities.unknown(),
            new MessageJson(GrpcDescriptors.none()));

    assertThat(comparison.getDivergencesList())
        .filteredOn(divergence -> divergence.getKind() == Divergence.Kind.OUTCOME)
        .flatExtracting(Divergence::getDifferingList)
        .filteredOn(differing -> differing.getLeg() == Leg.CANDIDATE)
        .extracting(differing -> outcome(comparison).getBaseValue() + ' ' + differing.getValue())
        .isEqualTo(difference.isEmpty() ? List.of() : List.of(difference));
    assertThat(comparison.getAttempts(1).getLastByteNanos() == 0).isEqualTo(control);
  }

  /** How many messages production's client had is not known: their number says nothing of it. */
  @ParameterizedTest
  @CsvSource({
    "UNCOUNTED, LEFT_UNSPECIFIED, '200, then no end in time 200'",
    "LEFT_UNSPECIFIED, UNCOUNTED, '200 200, then no end in time'",
    "UNCOUNTED, UNCOUNTED, ''",
  })
  void tellOneThatEndedFromOneThatDidNot(
      Outcome.Left control, Outcome.Left candidate, String difference) {
    Exchange exchange = left(Streams.events("1"), Failure.Kind.CLIENT_ABORTED);

    Comparison comparison =
        ExchangeDiff.compare(
            exchange,
            Endpoint.getDefaultInstance(),
            List.of(
                ended(Given.answered(exchange, Leg.CONTROL, 1, came(false)), control),
                ended(Given.answered(exchange, Leg.CANDIDATE, 1, came(true)), candidate)),
            Authorities.unknown(),
            new MessageJson(GrpcDescriptors.none()));

    assertThat(comparison.getDivergencesList())
        .filteredOn(divergence -> divergence.getKind() == Divergence.Kind.OUTCOME)
        .extracting(
            divergence -> divergence.getBaseValue() + ' ' + divergence.getDiffering(0).getValue())
        .isEqualTo(difference.isEmpty() ? List.of() : List.of(difference));
    assertThat(comparison.getAttempts(1).getLastByteNanos() == 0)
        .isEqualTo(control == Outcome.Left.UNCOUNTED);
    assertThat(comparison.getAttempts(2).getLastByteNanos() == 0)
        .isEqualTo(candidate == Outcome.Left.UNCOUNTED);
  }

  private static Outcome ended(Outcome outcome, Outcome.Left left) {
    return outcome.toBuilder().setLeft(left).build();
  }

  /** Whether it came just in time is chance. */
  @Test
  void areNotComparedWhereALegWasLeftAsProductionWas() {
    Exchange exchange =
        left(Streams.events(), Failure.Kind.CLIENT_ABORTED).toBuilder().clearResponse().build();

    Comparison comparison =
        ExchangeDiff.compare(
            exchange,
            Endpoint.getDefaultInstance(),
            List.of(
                Given.answered(exchange, Leg.CONTROL, 1, Streams.events("1")),
                Given.failed(exchange, Leg.CANDIDATE, 1, Failure.Kind.CLIENT_ABORTED)),
            Authorities.unknown(),
            new MessageJson(GrpcDescriptors.none()));

    assertThat(comparison.getDivergencesList())
        .flatExtracting(Divergence::getDifferingList)
        .extracting(Divergence.Differing::getLeg)
        .containsOnly(Leg.CAPTURED_LEG);
  }

  private static Divergence outcome(Comparison comparison) {
    return comparison.getDivergencesList().stream()
        .filter(divergence -> divergence.getKind() == Divergence.Kind.OUTCOME)
        .findFirst()
        .orElseThrow();
  }

  private static Response came(boolean stalled) {
    Response.Builder response =
        (stalled ? Streams.events("1") : Streams.events("1", "2")).toBuilder();
    response.getBodyBuilder().setTruncated(stalled);
    return response.build();
  }

  private static Outcome stalled(Outcome outcome, boolean stalled) {
    return outcome.toBuilder().setStalled(stalled).build();
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
        Authorities.unknown(),
        new MessageJson(GrpcDescriptors.none()));
  }
}
