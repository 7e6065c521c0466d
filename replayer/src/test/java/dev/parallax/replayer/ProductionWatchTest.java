package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.replayer.safety.Targets;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A request in the log may say that production served nothing. */
final class ProductionWatchTest {

  private static final URI CANDIDATE = URI.create("http://localhost:8000");

  @Test
  void refusesATargetThatProductionServed() throws IOException {
    Exchange served = Recorded.get("b", "/").toBuilder().setAuthority("localhost:8000").build();

    try (ProductionWatch watch = watch(Set.of(), Recorded.get("a", "/"), served)) {
      assertThat(watch.next()).isNotNull();
      assertThatIOException()
          .isThrownBy(watch::next)
          .isInstanceOf(TargetsRefused.class)
          .withMessageContaining("production served it");
    }
  }

  @Test
  void refusesWritesToWhatTheProxyForwardedTo() throws IOException {
    Exchange forwarded =
        Recorded.get("a", "/").toBuilder()
            .setDeployment(Deployment.newBuilder().setUpstream("127.0.0.1:8000"))
            .build();

    try (ProductionWatch reads = watch(Set.of(), forwarded);
        ProductionWatch writes = watch(Set.of("POST"), forwarded)) {
      assertThat(reads.next()).isNotNull();
      assertThatIOException()
          .isThrownBy(writes::next)
          .withMessageContaining("writes would reach production");
    }
  }

  private static ProductionWatch watch(Set<String> writes, Exchange... exchanges) {
    return new ProductionWatch(
        RecordedEvents.of(exchanges).open(),
        Runs.settings(Judging.EXAMPLES, 1, Targets.of(CANDIDATE, null), writes));
  }
}
