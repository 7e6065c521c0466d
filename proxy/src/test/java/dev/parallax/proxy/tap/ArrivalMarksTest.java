package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.raw.Arrivals;
import dev.parallax.recorder.raw.RawBody;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalMarksTest {

  private final FakeCapture budget = new FakeCapture();
  private final ArrivalMarks marks = new ArrivalMarks(budget.reservation());

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 1024, 1025, 100_000})
  void tellsOfNoByteThatItCameEarlierThanItDid(int reads) {
    for (int read = 1; read <= reads; read++) {
      marks.add(3 * read, 10L * read);
    }
    Arrivals arrivals = marks.toArrivals();
    long last = 0;
    for (int read = 1; read <= reads; read++) {
      long nanos = arrivals.nanosOf(3 * read);
      assertThat(nanos).isBetween(10L * read, 10L * reads).isGreaterThanOrEqualTo(last);
      if (reads <= ArrivalMarks.MAX_MARKS) {
        assertThat(nanos).isEqualTo(10L * read);
      }
      last = nanos;
    }
    assertThat(arrivals.count()).isBetween(1, ArrivalMarks.MAX_MARKS);
    assertThat(budget.reserved).isEqualTo(arrivals.count() * Arrivals.MARK_BYTES);
    marks.discard();
    assertThat(budget.reserved).isZero();
  }

  @Test
  void makesDoWithWhatTheBudgetHolds() {
    budget.budgetBytes = 16 * Arrivals.MARK_BYTES;
    for (int read = 1; read <= 50; read++) {
      marks.add(read, read);
    }
    Arrivals arrivals = marks.toArrivals();
    assertThat(arrivals.count()).isLessThanOrEqualTo(16);
    assertThat(arrivals.nanosOf(50)).isEqualTo(50);
  }

  @Test
  void marksNothingWithoutABudget() {
    budget.budgetBytes = 0;
    marks.add(1, 1);
    assertThat(marks.toArrivals().count()).isZero();
    assertThat(budget.reserved).isZero();
  }

  @Test
  void goesWithTheBytesThatItIsAbout() {
    BodyCopy body = new BodyCopy(budget.reservation(), 5);
    body.beginStream();
    for (int read = 1; read <= 4; read++) {
      body.add(Unpooled.wrappedBuffer(new byte[2]));
      body.arrived(read);
    }
    RawBody raw = body.toRawBody(true);
    assertThat(raw.arrivals().count()).as("none for what was cut off").isEqualTo(3);
    assertThat(raw.arrivals().nanosOf(5)).isEqualTo(3);
    assertThat(budget.reserved).isEqualTo((int) raw.heldBytes()).isEqualTo(5 + 3 * 12);
    body.discard();
    assertThat(budget.reserved).isZero();
  }
}
