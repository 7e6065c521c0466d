package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.replayer.credentials.Credentials;
import dev.parallax.replayer.rewrite.Rewrites;
import dev.parallax.replayer.safety.Targets;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A request in the log may say that production served nothing. */
final class ProductionWatchTest {

  private static final URI CANDIDATE = URI.create("http://localhost:8000");

  @Test
  void refusesATargetThatProductionServed() throws IOException {
    try (ProductionWatch watch =
        watch(Set.of(), Recorded.get("a", "/"), served("localhost:8000"))) {
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

  @Test
  void refusesToNameWhatProductionServed() throws IOException {
    ReplaySettings renamed =
        Runs.staged(
            Runs.examples(1, CANDIDATE, null),
            new Staging(
                Rewrites.parse(List.of("set header host = api.example")),
                Credentials.none(),
                null));

    try (ProductionWatch watch =
        new ProductionWatch(
            RecordedEvents.of(Recorded.get("a", "/"), served("api.example")).open(), renamed)) {
      assertThat(watch.next()).isNotNull();
      assertThatIOException()
          .isThrownBy(watch::next)
          .isInstanceOf(TargetsRefused.class)
          .withMessageContaining("host api.example: refused");
    }
  }

  /** Though no exchange that went there is in the window. */
  @Test
  void refusesWritesToWhereverTheProxyForwards() throws IOException {
    Exchange elsewhere =
        Recorded.get("a", "/").toBuilder()
            .setDeployment(
                Deployment.newBuilder()
                    .setUpstream("cart.internal:80")
                    .addUpstreams("cart.internal:80")
                    .addUpstreams("127.0.0.1:8000"))
            .build();

    try (ProductionWatch writes = watch(Set.of("POST"), elsewhere)) {
      assertThatIOException()
          .isThrownBy(writes::next)
          .withMessageContaining("writes would reach production");
    }
  }

  @Test
  void looksAgainAtWhatItForgot() throws IOException {
    List<Exchange> hosts = new ArrayList<>();
    IntStream.range(0, 10_001).forEach(i -> hosts.add(served("host-" + i + ".example")));
    hosts.add(served("host-0.example"));
    hosts.add(served("localhost:8000"));

    try (ProductionWatch watch = watch(Set.of(), hosts.toArray(Exchange[]::new))) {
      for (int i = 0; i < hosts.size() - 1; i++) {
        assertThat(watch.next()).isNotNull();
      }
      assertThatIOException().isThrownBy(watch::next).isInstanceOf(TargetsRefused.class);
    }
  }

  private static Exchange served(String authority) {
    return Recorded.get(authority, "/").toBuilder().setAuthority(authority).build();
  }

  private static ProductionWatch watch(Set<String> writes, Exchange... exchanges) {
    return new ProductionWatch(
        RecordedEvents.of(exchanges).open(),
        Runs.settings(Judging.EXAMPLES, 1, Targets.of(CANDIDATE, null), writes));
  }
}
