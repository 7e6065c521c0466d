package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Failure.Kind;
import dev.parallax.proto.Outcome.Left;
import dev.parallax.proto.Response;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.protect.Sign;
import dev.parallax.replayer.send.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SignsTest {

  @ParameterizedTest
  @CsvSource({
    "200, 503, '',   PT0S",
    "200, 503, 3,    PT3S",
    "200, 429, 60,   PT1M",
    "200, 429, soon, PT0S",
    "500, 503, '',   PT0S",
    "503, 429, '',   PT0S",
    "503, 503, 3,    PT3S",
  })
  void asksForTime(int recorded, int status, String retryAfter, Duration asked) {
    assertThat(sign(recorded, status, retryAfter)).isEqualTo(new Sign.Busy(status, asked));
  }

  /** An error of the build is a finding, and what production answered is what was expected. */
  @ParameterizedTest
  @CsvSource({
    "200, 500, ''",
    "200, 500, 3",
    "200, 200, 3",
    "200, 502, ''",
    "503, 503, ''",
    "429, 429, ''"
  })
  void asksForNone(int recorded, int status, String retryAfter) {
    assertThat(sign(recorded, status, retryAfter)).isEqualTo(new Sign.Taken());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"CONNECT_REFUSED", "CONNECT_TIMEOUT", "NAME_UNRESOLVED", "RESET", "TLS"})
  void fails(Kind kind) {
    assertThat(failed(Kind.KIND_UNSPECIFIED, kind)).isEqualTo(new Sign.Failed("gone"));
    assertThat(failed(kind, kind)).as("as in production").isEqualTo(new Sign.Taken());
  }

  /** What a build does, however badly. */
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"RESPONSE_TIMEOUT", "MALFORMED", "TOO_LARGE", "CLIENT_ABORTED"})
  void isThere(Kind kind) {
    assertThat(failed(Kind.KIND_UNSPECIFIED, kind)).isEqualTo(new Sign.Taken());
  }

  private static Sign failed(Kind recorded, Kind kind) {
    Exchange exchange =
        Recorded.get("a", "/").toBuilder()
            .setFailure(Failure.newBuilder().setKind(recorded).setDetail("as recorded"))
            .build();
    Failure failure = Failure.newBuilder().setKind(kind).setDetail("gone").build();
    return Signs.of(exchange, new Answer.Failed(0, Timings.getDefaultInstance(), failure));
  }

  @Test
  void countsADateFromTheAnswersOwn() {
    List<RawHeader> headers =
        List.of(
            new RawHeader("Date", "Mon, 01 Jan 2018 00:00:00 GMT"),
            new RawHeader("Retry-After", "Mon, 01 Jan 2018 00:00:09 GMT"));

    assertThat(sign(200, 503, headers)).isEqualTo(new Sign.Busy(503, Duration.ofSeconds(9)));
  }

  private static Sign sign(int recorded, int status, String retryAfter) {
    return sign(
        recorded,
        status,
        retryAfter.isEmpty() ? List.of() : List.of(new RawHeader("retry-after", retryAfter)));
  }

  private static Sign sign(int recorded, int status, List<RawHeader> headers) {
    Exchange exchange =
        Recorded.get("a", "/").toBuilder()
            .setResponse(Response.newBuilder().setStatus(recorded))
            .build();
    RawResponse response =
        new RawResponse(status, "", "HTTP/1.1", headers, RawBody.none(), List.of());
    return Signs.of(
        exchange,
        new Answer.Responded(0, Timings.getDefaultInstance(), response, Left.LEFT_UNSPECIFIED));
  }
}
