package dev.parallax.comparator.report;

import dev.parallax.comparator.verdict.Funnel;
import java.util.List;

/** The way from traffic to verdict as bars that get shorter, each with what was lost before it. */
final class FunnelSection {

  private static final int MAX_LOSSES = 12;

  private FunnelSection() {}

  static void write(Html html, Report report) {
    Funnel funnel = report.funnel();
    html.open("section", "id", "funnel", "aria-labelledby", "funnel-title");
    html.open("h2", "id", "funnel-title").text("Every exchange accounted for").close("h2").line();
    html.open("ol", "class", "funnel").line();
    for (FunnelStep step : FunnelStep.of(funnel)) {
      step(html, step, funnel.seen());
    }
    html.close("ol").line();
    UnexercisedTable.write(html, report.unexercised());
    html.close("section").line();
  }

  private static void step(Html html, FunnelStep step, long seen) {
    html.open("li");
    losses(html, step.losses());
    html.open("div", "class", "step");
    html.leaf("strong", "count", Figures.count(step.count()));
    html.open("div", "class", "what").open("p").leaf("strong", step.name()).text(" ");
    html.leaf("span", "soft", step.meaning()).close("p");
    Bar.write(html, step.count(), seen);
    html.close("div");
    html.leaf("span", "soft percent", Figures.share(step.count(), seen));
    html.close("div").close("li").line();
  }

  private static void losses(Html html, List<FunnelStep.Loss> losses) {
    if (losses.isEmpty()) {
      return;
    }
    html.open("ul", "class", "losses");
    for (FunnelStep.Loss loss : losses.stream().limit(MAX_LOSSES).toList()) {
      html.open("li").leaf("span", "count", "−" + Figures.count(loss.count()));
      html.leaf("span", "reason", loss.reason()).close("li");
    }
    if (losses.size() > MAX_LOSSES) {
      html.leaf("li", Figures.count(losses.size() - MAX_LOSSES) + " more reasons");
    }
    html.close("ul");
  }
}
