package dev.parallax.comparator.report;

import dev.parallax.comparator.fidelity.Copies;
import dev.parallax.comparator.fidelity.Fidelity;
import java.util.Locale;

/** How truly a run sent what was recorded: the reader's reason to believe the rest, or not to. */
final class FidelitySection {

  private FidelitySection() {}

  static void write(Html html, Fidelity fidelity) {
    html.open("section", "id", "fidelity", "aria-labelledby", "fidelity-title");
    html.open("h2", "id", "fidelity-title").text("How truly it was replayed").close("h2").line();
    html.leaf(
        "p",
        "about",
        fidelity.sent() == 0
            ? "Nothing was sent."
            : fidelity.isFitForLatency()
                ? "Exchanges were sent when they were to be: response times tell of the builds."
                : "Many exchanges were sent later than they were to be: response times tell of the"
                    + " replayer, too.");
    html.open("dl", "class", "facts").line();
    fact(html, "Error of sending", error(fidelity));
    fact(html, "At most, for p99", Figures.roundDuration(fidelity.limitNanos()));
    fact(html, "Sent too early for their session", order(fidelity));
    fact(html, "Rate", rate(fidelity));
    fact(html, "Sessions sent whole", sessions(fidelity));
    if (!fidelity.copies().isNone()) {
      fact(html, "Copies, for load alone", copies(fidelity.copies()));
    }
    html.close("dl").close("section").line();
  }

  private static void fact(Html html, String name, String value) {
    html.open("div").leaf("dt", name).leaf("dd", value).close("div").line();
  }

  /** All of it in one line, for Markdown. */
  static String sentence(Fidelity fidelity) {
    return fidelity.sent() == 0
        ? "nothing was sent"
        : "sent %s off at p99 (%s), %s, %s, %s"
            .formatted(
                Figures.duration(fidelity.error().p99Nanos()),
                fidelity.isFitForLatency()
                    ? "at most " + Figures.roundDuration(fidelity.limitNanos())
                    : "response times tell of the replayer, too: at most "
                        + Figures.roundDuration(fidelity.limitNanos()),
                Figures.count(fidelity.overtaking(), "order violation"),
                rate(fidelity),
                sessions(fidelity)
                    + " sessions whole"
                    + (fidelity.copies().isNone()
                        ? ""
                        : "; copies, for load alone: " + copies(fidelity.copies())));
  }

  private static String error(Fidelity fidelity) {
    return "p50 %s, p99 %s, largest %s, of %s"
        .formatted(
            Figures.duration(fidelity.error().p50Nanos()),
            Figures.duration(fidelity.error().p99Nanos()),
            Figures.duration(fidelity.error().maxNanos()),
            Figures.count(fidelity.sent(), "exchange"));
  }

  private static String copies(Copies copies) {
    return "%s of %s sent, %s answered as by production"
        .formatted(
            Figures.count(copies.sent()),
            Figures.count(copies.planned()),
            Figures.count(copies.exercised()));
  }

  private static String order(Fidelity fidelity) {
    return fidelity.overtaking() == 0 ? "none" : Figures.count(fidelity.overtaking(), "exchange");
  }

  private static String rate(Fidelity fidelity) {
    String achieved = perSecond(fidelity.achievedRate());
    return fidelity.plannedRate() > 0
        ? "%s of %s planned".formatted(achieved, perSecond(fidelity.plannedRate()))
        : achieved;
  }

  private static String perSecond(double rate) {
    return rate > 0 ? String.format(Locale.ROOT, "%.1f/s", rate) : "no rate";
  }

  private static String sessions(Fidelity fidelity) {
    return Figures.count(fidelity.wholeSessions()) + " of " + Figures.count(fidelity.sessions());
  }
}
