package dev.parallax.comparator.verdict;

import dev.parallax.comparator.noise.Example;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.noise.FindingFold;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.recorder.sample.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rules whether there is enough to say PASS: what is missing makes a run inconclusive. */
final class EvidenceRule {

  /** Endpoints told of in one sentence; the report has all. */
  private static final int MAX_ENDPOINTS = 3;

  private final Gates gates;

  EvidenceRule(Gates gates) {
    this.gates = gates;
  }

  List<Ruling> rulings(Evidence evidence) {
    var rulings = new ArrayList<Ruling>();
    rulings.add(run(evidence.run()));
    rulings.add(exercised(evidence));
    rulings.add(compared(evidence));
    rulings.add(repeated(evidence));
    rulings.addAll(
        evidence.findings().stream()
            .filter(Finding::open)
            .map(
                finding ->
                    new Ruling(
                        "evidence",
                        finding.endpoint(),
                        Decision.INCONCLUSIVE,
                        finding.sentence(),
                        finding.examples().stream().map(Example::exchangeId).toList()))
            .toList());
    return rulings;
  }

  private static Ruling run(RunState run) {
    if (!run.endedEarlyBecause().isEmpty()) {
      return ruling("run", false, "the run ended early: " + run.endedEarlyBecause());
    }
    if (!run.finished()) {
      return ruling(
          "run", false, "nothing says that the run ended: it is cut short, or still going on");
    }
    if (!run.damage().isEmpty()) {
      return ruling("run", false, "the run could not be read whole: " + run.damage());
    }
    if (!run.requested().getSourceDamage().isEmpty()) {
      return ruling(
          "run",
          false,
          "what was replayed could not be read whole: " + run.requested().getSourceDamage());
    }
    if (run.strayOutcomes() > 0) {
      return ruling(
          "run",
          false,
          run.strayOutcomes()
              + " outcomes stand beside no exchange of theirs and were not compared");
    }
    return ruling("run", true, "the run came to its end");
  }

  private Ruling exercised(Evidence evidence) {
    Funnel funnel = evidence.funnel();
    double share = evidence.coverage().traffic().exercisedShare();
    boolean enough = share >= gates.minExercisedShare() && funnel.exercised() > 0;
    return ruling(
        "exercised",
        enough,
        "%d of %d exchanges sent were exercised (%s; at least %s)%s"
            .formatted(
                funnel.exercised(),
                funnel.sent(),
                Judge.share(funnel.exercised(), funnel.sent(), share),
                Judge.percent(gates.minExercisedShare()),
                unexercised(evidence.unexercised(), !enough)));
  }

  /**
   * By endpoint, why most of what was sent there was not exercised, and the cure.
   *
   * @param unsent whether what was not sent at all is told, too
   */
  private static String unexercised(List<Unexercised> endpoints, boolean unsent) {
    List<String> told =
        endpoints.stream()
            .flatMap(
                endpoint ->
                    endpoint.whys().stream()
                        .filter(why -> unsent || why.step().equals(Lost.Step.EXERCISED.word()))
                        .limit(1)
                        .map(why -> endpoint.endpoint() + ", " + told(why)))
            .toList();
    if (told.isEmpty()) {
      return "";
    }
    String first = told.stream().limit(MAX_ENDPOINTS).collect(Collectors.joining("; "));
    int more = told.size() - MAX_ENDPOINTS;
    return "; not exercised: "
        + first
        + (more > 0 ? "; and more at %d endpoints".formatted(more) : "");
  }

  private static String told(Unexercised.Why why) {
    String cure = why.cure().isEmpty() ? "" : ": " + why.cure();
    return "%s (%d)%s".formatted(why.words(), why.exchanges(), cure);
  }

  private Ruling compared(Evidence evidence) {
    Coverage coverage = evidence.coverage();
    Funnel funnel = evidence.funnel();
    String inPart =
        coverage.comparedInPart() == 0
            ? ""
            : "; %d of them not in every value, most often: %s"
                .formatted(coverage.comparedInPart(), most("", coverage.inPartBecause()));
    String lost = funnel.compared() > 0 ? "" : "; lost most often: " + most("", funnel.losses());
    return ruling(
        "compared",
        funnel.compared() >= gates.minCompared(),
        "%s compared (at least %d)%s%s%s"
            .formatted(
                Judge.exchanges(funnel.compared()),
                gates.minCompared(),
                standsFor(coverage.traffic().compared()),
                inPart,
                lost));
  }

  /** Nothing where all of the traffic was recorded. */
  private static String standsFor(Estimate traffic) {
    return traffic.isExact()
        ? ""
        : String.format(
            Locale.ROOT,
            ", standing for some %.0f of the traffic (95 %% interval %.0f to %.0f)",
            traffic.total(),
            traffic.low(),
            traffic.high());
  }

  private static Ruling repeated(Evidence evidence) {
    RunState run = evidence.run();
    if (run.judging() == Judging.EXAMPLES || !run.withControl()) {
      return ruling("repeats", true, "judged by repeated attempts");
    }
    if (run.requested().getControlAttempts() < 2) {
      return ruling(
          "repeats",
          false,
          "statistics need two attempts at the control for each exchange, to tell noise from code: there was one");
    }
    long sessions = evidence.coverage().comparedSessions();
    boolean enough = sessions >= FindingFold.MIN_SESSIONS;
    return ruling(
        "repeats",
        enough,
        enough
            ? "judged by statistics over %d sessions (at least %d)"
                .formatted(sessions, FindingFold.MIN_SESSIONS)
            : "%d of %d sessions that statistics need at least, for one client is one piece of evidence; judge by examples: --judge examples"
                .formatted(sessions, FindingFold.MIN_SESSIONS));
  }

  /** The most frequent of those keys, with its count; empty if there is none. */
  private static String most(String prefix, Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(1)
        .map(entry -> entry.getKey().substring(prefix.length()) + " (" + entry.getValue() + ")")
        .collect(Collectors.joining());
  }

  private static Ruling ruling(String gate, boolean holds, String statement) {
    return new Ruling(
        gate, "", holds ? Decision.PASS : Decision.INCONCLUSIVE, statement, List.of());
  }
}
