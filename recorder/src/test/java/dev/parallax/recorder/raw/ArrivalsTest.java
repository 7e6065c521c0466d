package dev.parallax.recorder.raw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalsTest {

  @ParameterizedTest
  @CsvSource({
    // 10 bytes were there after 100 ns, 20 after 200 ns.
    "0, 100",
    "1, 100",
    "10, 100",
    "11, 200",
    "20, 200",
    "21, 200",
  })
  void tellsByWhichTimeBytesWereThere(int bytes, long nanos) {
    Arrivals arrivals = Arrivals.of(new int[] {10, 20, 99}, new long[] {100, 200, 999}, 2);
    assertThat(arrivals.nanosOf(bytes)).isEqualTo(nanos);
    assertThat(arrivals.count()).isEqualTo(2);
    assertThat(new RawBody(new byte[30], 30, false, arrivals).heldBytes()).isEqualTo(30 + 2 * 12);
  }

  @ParameterizedTest
  @CsvSource({
    "text/event-stream, true, false",
    "Text/Event-Stream;charset=utf-8, true, false",
    "text/event-streams, false, false",
    "text/event, false, false",
    "application/grpc, false, true",
    "application/GRPC+proto, false, true",
    "application/grpc; x=y, false, true",
    "application/grpc-web, false, false",
    "'', false, false",
  })
  void knowsTheTypesThatHaveMessages(String contentType, boolean events, boolean grpc) {
    assertThat(StreamType.isEvents(contentType)).isEqualTo(events);
    assertThat(StreamType.isGrpc(contentType)).isEqualTo(grpc);
    assertThat(Arrivals.NONE.nanosOf(7)).as("nothing was noted").isZero();
  }
}
