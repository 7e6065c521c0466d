package dev.parallax.cli.demo.report;

import dev.parallax.cli.demo.report.ReportFacts.Found;
import dev.parallax.cli.demo.report.ReportFacts.Ruled;
import dev.parallax.cli.demo.shop.PlantedFault;
import dev.parallax.cli.demo.shop.PlantedFault.Differs;
import dev.parallax.cli.demo.shop.PlantedFault.Slower;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which planted faults a report shows, and what it flags besides.
 *
 * @param faults all of them, in the order of planting
 * @param unexplained a line for each finding or slower endpoint that no planted fault explains: a
 *     false alarm
 */
public record ReportCheck(List<Line> faults, List<String> unexplained) {

  private static final String LATENCY = "latency";

  /** What fails a candidate: a fault that is only suspected was not found. */
  private static final Set<String> HELD_AGAINST = Set.of("REGRESSION", "UNATTRIBUTED");

  /** What a reader is asked to look at; noise and skew are not. */
  private static final Set<String> FLAGGED = Set.of("REGRESSION", "UNATTRIBUTED", "SUSPECTED");

  public ReportCheck {
    faults = List.copyOf(faults);
    unexplained = List.copyOf(unexplained);
  }

  /**
   * @param shownBy what of the report shows it; empty if nothing does
   * @param unjudged why the run could not show it; empty if it could
   */
  public record Line(PlantedFault fault, Optional<String> shownBy, Optional<String> unjudged) {

    public boolean found() {
      return shownBy.isPresent();
    }

    @Override
    public String toString() {
      return "%s  %s (%s)%n           %s"
          .formatted(
              found() ? "found " : unjudged.isPresent() ? "unfit " : "MISSED",
              fault.sentence(),
              fault.endpoint(),
              shownBy.or(() -> unjudged).orElse("nothing in the report shows it"));
    }
  }

  public static ReportCheck of(ReportFacts report) {
    List<Line> faults =
        Stream.of(PlantedFault.values())
            .map(fault -> new Line(fault, shownBy(fault, report), unjudged(fault, report)))
            .toList();
    List<String> unexplained = new ArrayList<>();
    for (Found finding : report.findings()) {
      if (FLAGGED.contains(finding.cause()) && !explained(finding)) {
        unexplained.add(finding.toString());
      }
    }
    for (Ruled ruling : report.rulings()) {
      boolean flagged = fails(ruling) || isClear(ruling, report);
      if (flagged && Stream.of(PlantedFault.values()).noneMatch(f -> slows(f, ruling))) {
        unexplained.add(ruling.toString());
      }
    }
    return new ReportCheck(faults, unexplained);
  }

  /** Whether each planted fault was found that the run could show. */
  public boolean noneMissed() {
    return faults.stream().allMatch(line -> line.found() || line.unjudged().isPresent());
  }

  /** Whether there is one that it could not. */
  public boolean isPartial() {
    return faults.stream().anyMatch(line -> line.unjudged().isPresent());
  }

  /** A machine may be so busy that nothing is told of response times. */
  private static Optional<String> unjudged(PlantedFault fault, ReportFacts report) {
    return fault.evidence() instanceof Slower && shownBy(fault, report).isEmpty()
        ? unfit(report).map(Ruled::statement)
        : Optional.empty();
  }

  /** Where a run was sent too late for response times to be held against anybody. */
  private static Optional<Ruled> unfit(ReportFacts report) {
    return report.rulings().stream()
        .filter(ruling -> ruling.gate().equals(LATENCY) && ruling.endpoint().isEmpty())
        .filter(ruling -> !ruling.judged())
        .findFirst();
  }

  private static Optional<String> shownBy(PlantedFault fault, ReportFacts report) {
    return switch (fault.evidence()) {
      case Slower _ ->
          report.rulings().stream()
              .filter(ruling -> fails(ruling) || isClear(ruling, report))
              .filter(ruling -> slows(fault, ruling))
              .map(ruling -> slower(ruling, report))
              .findFirst();
      case Differs differs ->
          report.findings().stream()
              .filter(finding -> HELD_AGAINST.contains(finding.cause()))
              .filter(finding -> finding.endpoint().equals(fault.endpoint()))
              .filter(finding -> differs.matches(finding.location(), finding.kind()))
              .map(Found::toString)
              .findFirst();
    };
  }

  private static String slower(Ruled ruling, ReportFacts report) {
    Double ratio = report.ratios().get(ruling.endpoint());
    return (ratio == null ? "" : String.format(Locale.ROOT, "%.1f times slower: ", ratio))
        + ruling.statement();
  }

  private static boolean fails(Ruled ruling) {
    return ruling.gate().equals(LATENCY) && ruling.decision().equals("FAIL");
  }

  /** Such a run still names what is far slower, for somebody to look at. */
  private static boolean isClear(Ruled ruling, ReportFacts report) {
    return ruling.gate().equals(LATENCY)
        && ruling.decision().equals("INCONCLUSIVE")
        && unfit(report).isPresent();
  }

  private static boolean slows(PlantedFault fault, Ruled ruling) {
    return fault.evidence() instanceof Slower && fault.endpoint().equals(ruling.endpoint());
  }

  /** An answer of another status lacks what the right one had: that is the same fault. */
  private static boolean explained(Found finding) {
    return Stream.of(PlantedFault.values())
        .filter(fault -> fault.endpoint().equals(finding.endpoint()))
        .anyMatch(
            fault ->
                fault.evidence() instanceof Differs differs
                    && (differs.matches(finding.location(), finding.kind())
                        || differs.matches("status", differs.kind())));
  }
}
