package dev.parallax.comparator.report;

import dev.parallax.comparator.fidelity.Fidelity;
import dev.parallax.comparator.latency.EndpointLatency;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.verdict.Funnel;
import dev.parallax.comparator.verdict.Verdict;
import java.util.List;

/**
 * All that is said about a run: the same run file gives the same report, byte for byte.
 *
 * @param findings by cause, then by share of exchanges touched
 * @param latencies by endpoint name
 */
public record Report(
    RunSummary run,
    Verdict verdict,
    Funnel funnel,
    Fidelity fidelity,
    List<Finding> findings,
    List<EndpointLatency> latencies) {

  public Report {
    findings = List.copyOf(findings);
    latencies = List.copyOf(latencies);
  }
}
