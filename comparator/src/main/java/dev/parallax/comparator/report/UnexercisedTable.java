package dev.parallax.comparator.report;

import dev.parallax.comparator.verdict.Unexercised;
import dev.parallax.comparator.verdict.Unexercised.Why;
import java.util.List;

/** What was not exercised, endpoint by endpoint: how much, why, and what helps. */
final class UnexercisedTable {

  private static final int MAX_ENDPOINTS = 200;
  private static final int MAX_OPEN = 12;
  private static final int MAX_WHYS = 8;

  private UnexercisedTable() {}

  /** Nothing where there is nothing. */
  static void write(Html html, List<Unexercised> unexercised) {
    if (unexercised.isEmpty()) {
      return;
    }
    html.open("h3", "id", "unexercised").text("Not exercised, by endpoint").close("h3").line();
    List<Unexercised> shown = unexercised.stream().limit(MAX_ENDPOINTS).toList();
    int open = Math.min(MAX_OPEN, shown.size());
    table(html, shown.subList(0, open));
    if (shown.size() > open) {
      html.open("details").open("summary");
      html.text(Figures.count(shown.size() - open, "more endpoint")).close("summary");
      table(html, shown.subList(open, shown.size()));
      html.close("details");
    }
    if (unexercised.size() > shown.size()) {
      html.leaf(
          "p",
          "more",
          Figures.count(unexercised.size() - shown.size()) + " more endpoints are in report.json.");
    }
  }

  private static void table(Html html, List<Unexercised> endpoints) {
    html.open("table", "class", "missed").open("thead").open("tr");
    for (String column : List.of("Endpoint", "Exchanges", "Why", "What helps")) {
      html.open("th", "scope", "col").text(column).close("th");
    }
    html.close("tr").close("thead").line();
    endpoints.forEach(endpoint -> endpoint(html, endpoint));
    html.close("table").line();
  }

  private static void endpoint(Html html, Unexercised endpoint) {
    List<Why> whys = endpoint.whys().stream().limit(MAX_WHYS).toList();
    int more = endpoint.whys().size() - whys.size();
    html.open("tbody");
    for (int i = 0; i < whys.size(); i++) {
      Why why = whys.get(i);
      html.open("tr");
      if (i == 0) {
        String rows = Integer.toString(whys.size() + (more > 0 ? 1 : 0));
        html.open("th", "scope", "rowgroup", "rowspan", rows).leaf("code", endpoint.endpoint());
        html.leaf(
            "span",
            "soft small",
            "%s of %s"
                .formatted(Figures.count(endpoint.exchanges()), Figures.count(endpoint.of())));
        html.close("th");
      }
      html.leaf("td", "num", Figures.count(why.exchanges()));
      html.leaf("td", why.words());
      html.leaf("td", "soft", why.cure().isEmpty() ? "–" : why.cure());
      html.close("tr").line();
    }
    if (more > 0) {
      html.open("tr").open("td").close("td").open("td", "colspan", "2");
      html.text(Figures.count(more, "more reason")).close("td").close("tr").line();
    }
    html.close("tbody").line();
  }
}
