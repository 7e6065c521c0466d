package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.RunRequested;
import dev.parallax.proto.SuiteProvenance;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");
  private static final long NANOS = TIME.getEpochSecond() * 1_000_000_000L;

  @Test
  void knowsWhereAWindowIsOpen() {
    assertThat(of(0, 0).windowFrom()).isEmpty();
    assertThat(of(0, 0).windowTo()).isEmpty();
    assertThat(of(NANOS, Long.MAX_VALUE).windowFrom()).contains(TIME);
    assertThat(of(NANOS, Long.MAX_VALUE).windowTo()).isEmpty();
    assertThat(of(0, NANOS).windowFrom()).isEmpty();
    assertThat(of(0, NANOS).windowTo()).contains(TIME);
  }

  private static RunSummary of(long fromNanos, long toNanos) {
    return new RunSummary(
        "run",
        RunRequested.newBuilder().setFromNanos(fromNanos).setToNanos(toNanos).build(),
        "",
        "",
        List.of(),
        List.of(),
        SuiteProvenance.getDefaultInstance(),
        TIME,
        TIME,
        TIME,
        TIME,
        "");
  }
}
