package dev.parallax.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.comparator.report.RunSummary;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.SuiteProvenance;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportOptionsTest {

  /** Each worker has its own, whatever the run was requested with. */
  @Test
  void tellsOfDescriptorsThatOnlyOneWorkerHad() {
    assertThat(ReportOptions.otherDescriptors(run(1, "0a", "0a"))).isEmpty();
    assertThat(ReportOptions.otherDescriptors(run(1, "0a", "", "0a", "0b")))
        .containsExactly("", "0b");
    assertThat(ReportOptions.otherDescriptors(run(1, "", "0b"))).containsExactly("0b");
  }

  @Test
  void tellsOfNoneWhereNothingWasGrpc() {
    assertThat(ReportOptions.otherDescriptors(run(0, "0a", ""))).isEmpty();
  }

  private static RunSummary run(long grpc, String readWith, String... sanitisedWith) {
    return new RunSummary(
        "run-1",
        RunRequested.newBuilder().setGrpcExchanges(grpc).setGrpcDescriptors("0a").build(),
        "",
        readWith,
        List.of(sanitisedWith),
        List.of(),
        SuiteProvenance.getDefaultInstance(),
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        "");
  }
}
