package dev.parallax.comparator.report;

import dev.parallax.comparator.fidelity.Fidelity;
import dev.parallax.comparator.growth.Growth;
import dev.parallax.comparator.latency.EndpointLatency;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.verdict.Funnel;
import dev.parallax.comparator.verdict.Unexercised;
import dev.parallax.comparator.verdict.Verdict;
import java.util.List;

/**
 * All that is said about a run: the same run file gives the same report, byte for byte.
 *
 * @param unexercised by endpoint, most exchanges first
 * @param findings by cause, then by share of exchanges touched
 * @param latencies by endpoint name
 * @param growths likewise
 */
public record Report(
    RunSummary run,
    Verdict verdict,
    Funnel funnel,
    List<Unexercised> unexercised,
    Fidelity fidelity,
    List<Finding> findings,
    List<EndpointLatency> latencies,
    List<Growth> growths) {

  public Report {
    unexercised = List.copyOf(unexercised);
    findings = List.copyOf(findings);
    latencies = List.copyOf(latencies);
    growths = List.copyOf(growths);
  }
}
