package dev.parallax.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Request;
import dev.parallax.proto.SessionLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionCopyTest {

  private static final Exchange RECORDED =
      Exchange.newBuilder()
          .setId("0193-a")
          .setSession("s-1")
          .addSessionLinks(SessionLink.newBuilder().setFrom("s-1").setTo("s-2").setReason("login"))
          .setStartedAtNanos(5_000)
          .setRequest(Request.newBuilder().setTarget("/users/17"))
          .build();

  @Test
  void isAnotherExchangeOfAnotherClientALittleLater() {
    Exchange copy = new SessionCopy(3, 4).of(RECORDED);

    assertThat(copy)
        .isEqualTo(
            RECORDED.toBuilder()
                .setId("0193-a~3")
                .setSession("s-1~3")
                .setSessionLinks(
                    0, SessionLink.newBuilder().setFrom("s-1~3").setTo("s-2~3").setReason("login"))
                .setStartedAtNanos(5_000 + 750_000_000)
                .build());
  }

  @Test
  void isTheRecordingItselfAsTheFirst() {
    assertThat(new SessionCopy(0, 4).of(RECORDED)).isSameAs(RECORDED);
  }

  @Test
  void leavesAloneWhatHasNoSession() {
    Exchange alone = RECORDED.toBuilder().clearSession().clearSessionLinks().build();

    assertThat(new SessionCopy(1, 2).of(alone).getSession()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0193-a, 0", "0193-a~1, 1", "0193-a~99, 99", "'', 0", "a~b, 0", "a~0, 0", "~, 0"})
  void isToldByItsId(String id, int number) {
    assertThat(SessionCopy.numberOf(id)).isEqualTo(number);
  }

  @Test
  void knowsTheSessionThatWasRecorded() {
    assertThat(SessionCopy.recorded("s-1~3")).isEqualTo("s-1");
    assertThat(SessionCopy.recorded("s-1")).isEqualTo("s-1");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 101", "-1, 3", "3, 3"})
  void refusesWhatIsNone(int number, int of) {
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionCopy(number, of));
  }
}
