package dev.parallax.cli.demo.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the demo tells of a {@code report.json}; names as there.
 *
 * @param funnel seen, captured, …, in this order, without the losses
 * @param losses by reason
 * @param ratios candidate over control by endpoint, where there were enough pairs
 */
public record ReportFacts(
    String decision,
    Map<String, Long> funnel,
    Map<String, Long> losses,
    List<Found> findings,
    List<Ruled> rulings,
    Map<String, Double> ratios) {

  public ReportFacts {
    funnel = Collections.unmodifiableMap(new LinkedHashMap<>(funnel));
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    findings = List.copyOf(findings);
    rulings = List.copyOf(rulings);
    ratios = Map.copyOf(ratios);
  }

  /** A finding. */
  public record Found(
      String cause,
      String endpoint,
      String location,
      String kind,
      long differing,
      long compared,
      String statement) {
    @Override
    public String toString() {
      return "%s at %s: %s, %s: %s".formatted(cause, endpoint, location, kind, statement);
    }
  }

  /**
   * A ruling.
   *
   * @param endpoint empty for the whole run
   */
  public record Ruled(
      String gate, String endpoint, String decision, boolean judged, String statement) {
    @Override
    public String toString() {
      return "%s of %s%s: %s"
          .formatted(decision, gate, endpoint.isEmpty() ? "" : " at " + endpoint, statement);
    }
  }

  /** Exchanges that reached a stage of the funnel. */
  public long reached(String stage) {
    return funnel.getOrDefault(stage, 0L);
  }

  /**
   * @throws IOException if it is not there, or not a report of a schema that is known here
   */
  public static ReportFacts read(Path reportJson) throws IOException {
    return ReportJson.read(reportJson);
  }
}
