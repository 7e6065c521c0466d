package dev.parallax.cli.demo;

import dev.parallax.cli.broker.Segments;
import dev.parallax.cli.demo.report.ReportCheck;
import dev.parallax.cli.demo.report.ReportFacts;
import dev.parallax.cli.demo.secrets.PlantedSecrets;
import dev.parallax.cli.demo.secrets.SecretScan;
import dev.parallax.cli.demo.users.Users;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a demo came out as it should: every planted fault found, nothing else flagged, no secret
 * in any byte written, and no user who noticed anything.
 */
record Conclusion(
    ReportFacts report, ReportCheck check, SecretScan scan, long records, Users.Seen seen) {

  private static final int SHOWN = 10;

  /** Reads the report, and every byte that was written. */
  static Conclusion of(Workplace place, PlantedSecrets secrets, Users.Seen seen)
      throws IOException {
    ReportFacts report = ReportFacts.read(place.report().resolve("report.json"));
    SecretScan scan = new SecretScan(secrets);
    scan.path(place.directory());
    long records = Segments.read(place.kafka(), scan::stream);
    return new Conclusion(report, ReportCheck.of(report), scan, records, seen);
  }

  boolean holds() {
    return check.noneMissed()
        && check.unexplained().isEmpty()
        && scan.hits().isEmpty()
        && scan.bytes() > 0
        && records > seen.requests()
        && seen.unexpected() == 0;
  }

  void tell(Told told) {
    told.line("");
    told.line("What was planted in the candidate, and whether the report says so:");
    check
        .faults()
        .forEach(fault -> fault.toString().lines().forEach(line -> told.line("  " + line)));
    told.line("");
    claim(
        told,
        "Nothing else was flagged, though every answer has another request id and time",
        check.unexplained());
    claim(
        told, "Users noticed nothing in %d requests".formatted(seen.requests()), seen.surprises());
    claim(
        told,
        "None of %d secrets, in no usual encoding, in %d bytes of files and %d Kafka records"
            .formatted(scan.planted(), scan.bytes(), records),
        scan.hits().stream().map(SecretScan.Hit::toString).toList());
    told.line("");
    told.line(
        "Funnel: "
            + report.funnel().entrySet().stream()
                .map(stage -> "%s %d".formatted(stage.getKey(), stage.getValue()))
                .collect(Collectors.joining(" > ")));
    report
        .losses()
        .forEach((reason, exchanges) -> told.line("  %6d  %s".formatted(exchanges, reason)));
    told.line("");
  }

  private static void claim(Told told, String claim, List<String> against) {
    told.line((against.isEmpty() ? "true   " : "FALSE  ") + claim);
    against.stream().limit(SHOWN).forEach(problem -> told.line("         " + problem));
  }
}
