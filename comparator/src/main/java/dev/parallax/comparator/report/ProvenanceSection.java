package dev.parallax.comparator.report;

import static java.util.stream.Collectors.joining;

import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.log.ProvenanceJson;
import java.util.List;

/** Where what was replayed is from: what was asked for, and how it had been recorded. */
final class ProvenanceSection {

  private static final int MAX_POLICIES = 10;

  /** Of suites made from suites. */
  private static final int MAX_ORIGINS = 8;

  private ProvenanceSection() {}

  static void write(Html html, RunSummary run) {
    html.open("section", "id", "provenance", "aria-labelledby", "provenance-title");
    html.open("h2", "id", "provenance-title").text("What was replayed").close("h2").line();
    facts(html, run.replayed(), window(run), sanitised(run));
    origins(html, run.replayed(), MAX_ORIGINS);
    html.close("section").line();
  }

  private static void facts(Html html, SuiteProvenance from, String window, String sanitised) {
    html.open("dl", "class", "facts").line();
    RunSection.fact(html, "From", String.join(", ", from.getSourcesList()));
    RunSection.fact(html, "Window", window);
    RunSection.fact(html, "Only", String.join(", ", from.getFiltersList()));
    RunSection.fact(
        html,
        "Exchanges",
        "%s, standing for %s of the traffic"
            .formatted(
                Figures.count(from.getExchanges()), Figures.count(Math.round(from.getWeight()))));
    if (from.getExchanges() > 0) {
      RunSection.fact(
          html, "Recorded", time(from.getFirstNanos()) + " to " + time(from.getLastNanos()));
    }
    RunSection.fact(
        html,
        "Of these",
        from.getFunnelList().stream()
            .map(step -> Figures.count(step.getExchanges()) + " " + step.getName())
            .collect(joining(", ")));
    RunSection.fact(html, "Sanitised", sanitised);
    RunSection.fact(html, "Key epoch", listed(from.getKeyEpochsList()));
    RunSection.fact(html, "Path templates", Figures.count(from.getTemplates()));
    html.close("dl").line();
  }

  private static void origins(Html html, SuiteProvenance from, int left) {
    for (SuiteProvenance origin : from.getOriginsList().stream().limit(left).toList()) {
      html.open("h3").text("Which was made by ").text(origin.getMadeBy()).close("h3").line();
      boolean whole = origin.getFromNanos() == 0 && origin.getToNanos() == 0;
      facts(
          html,
          origin,
          whole ? "" : time(origin.getFromNanos()) + " to " + time(origin.getToNanos()),
          "%s (policy %s)"
              .formatted(
                  listed(origin.getModesList().stream().map(ProvenanceJson::word).toList()),
                  listed(origin.getPolicyDigestsList())));
      if (left > 1) {
        origins(html, origin, left - 1);
      }
    }
  }

  private static String listed(List<String> words) {
    return words.isEmpty() ? "not told" : String.join(", ", words);
  }

  /** A window may be open on a side. */
  private static String time(long nanos) {
    return nanos == Long.MIN_VALUE || nanos == Long.MAX_VALUE
        ? ProvenanceJson.time(nanos)
        : Figures.time(Figures.instant(nanos));
  }

  private static String sanitised(RunSummary run) {
    String most =
        run.recordedBy().stream()
            .limit(MAX_POLICIES)
            .map(
                by ->
                    "%s (policy %s): %s"
                        .formatted(
                            by.modeWord(),
                            by.policyDigest(),
                            Figures.count(by.exchanges(), "exchange")))
            .collect(joining(", "));
    int more = run.recordedBy().size() - MAX_POLICIES;
    return more > 0 ? "%s, and %s more".formatted(most, Figures.count(more)) : most;
  }

  private static String window(RunSummary run) {
    String from = run.windowFrom().map(Figures::time).orElse("");
    String to = run.windowTo().map(at -> "up to " + Figures.time(at)).orElse("");
    if (to.isEmpty()) {
      return from.isEmpty() ? "all of it" : "from " + from + " on";
    }
    return from.isEmpty() ? to : from + " " + to;
  }
}
