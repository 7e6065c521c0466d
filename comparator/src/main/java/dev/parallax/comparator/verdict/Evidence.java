package dev.parallax.comparator.verdict;

import dev.parallax.comparator.fidelity.Fidelity;
import dev.parallax.comparator.growth.Growth;
import dev.parallax.comparator.latency.LatencyTest;
import dev.parallax.comparator.noise.Finding;
import java.util.List;

/**
 * All that a verdict is decided from.
 *
 * @param unexercised most exchanges first
 * @param findings after {@link Acceptance}
 */
public record Evidence(
    RunState run,
    Funnel funnel,
    Coverage coverage,
    List<Unexercised> unexercised,
    List<Finding> findings,
    List<LatencyTest> latencies,
    List<Growth> growths,
    Fidelity fidelity) {

  public Evidence {
    unexercised = List.copyOf(unexercised);
    findings = List.copyOf(findings);
    latencies = List.copyOf(latencies);
    growths = List.copyOf(growths);
  }
}
