package dev.parallax.comparator.report;

import dev.parallax.proto.RunRequested;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What was run, and how it was judged. */
final class RunSection {

  private RunSection() {}

  static void write(Html html, RunSummary run) {
    RunRequested requested = run.requested();
    html.open("section", "id", "run", "aria-labelledby", "run-title");
    html.open("h2", "id", "run-title").text("The run").close("h2").line();
    html.leaf("p", "about", judging(requested)).line();
    html.open("dl", "class", "facts").line();
    fact(html, "Run", run.runId());
    fact(html, "Source", requested.getSource());
    fact(html, "Candidate", requested.getCandidate());
    fact(html, "Control", requested.getControl().isEmpty() ? "none" : requested.getControl());
    fact(html, "Attempts", attempts(requested));
    fact(html, "Speed", requested.getSpeed());
    fact(html, "Amplified", amplified(requested));
    fact(html, "Writes asked for", String.join(", ", requested.getWritesList()));
    fact(html, "Refused as targets", String.join(", ", requested.getServedAuthoritiesList()));
    fact(html, "Started", Figures.time(run.requestedAt()));
    fact(html, "Finished", Figures.time(run.finishedAt()) + took(run));
    fact(html, "Ended early", run.endedEarlyBecause());
    fact(html, "Gates digest", run.gatesDigest());
    fact(html, "Descriptors digest", run.grpcDescriptors());
    fact(html, "Sanitised with descriptors", sanitisedWith(run));
    fact(html, "Seed", Long.toString(requested.getSeed()));
    html.close("dl").close("section").line();
  }

  static void fact(Html html, String name, String value) {
    if (!value.isEmpty()) {
      html.open("div").leaf("dt", name).leaf("dd", value).close("div").line();
    }
  }

  /** Nothing where there were none at all. */
  private static String sanitisedWith(RunSummary run) {
    List<String> digests = run.sanitisedWith();
    return String.join("", digests).isEmpty()
        ? ""
        : digests.stream()
            .map(digest -> digest.isEmpty() ? "none" : digest)
            .collect(Collectors.joining(", "));
  }

  private static String judging(RunRequested requested) {
    String against =
        requested.getControl().isEmpty() ? "what production answered" : "the control's answers";
    return switch (requested.getJudging()) {
      case EXAMPLES ->
          "Judged by examples: each exchange was tried several times, and what is constant in "
              + against
              + " and different in every one of the candidate's counts against the candidate.";
      case STATISTICS ->
          "Judged by statistics: how often the candidate differs from the control is weighed"
              + " against how often two attempts at the control differ, and chance is held down"
              + " over all fields and endpoints together.";
      case JUDGING_UNSPECIFIED, UNRECOGNIZED -> "The run does not say how it was to be judged.";
    };
  }

  private static String attempts(RunRequested requested) {
    String candidate = Figures.count(requested.getCandidateAttempts()) + " at the candidate";
    return requested.getControl().isEmpty()
        ? candidate
        : candidate + ", " + Figures.count(requested.getControlAttempts()) + " at the control";
  }

  private static String amplified(RunRequested requested) {
    return requested.getAmplify() <= 1
        ? ""
        : "each session %d times, as as many users".formatted(requested.getAmplify());
  }

  private static String took(RunSummary run) {
    Duration took = Duration.between(run.requestedAt(), run.finishedAt());
    return took.isNegative() ? "" : ", after " + Figures.duration(took.toNanos());
  }
}
