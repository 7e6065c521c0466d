package dev.parallax.comparator.report;

import dev.parallax.comparator.verdict.Decision;
import dev.parallax.comparator.verdict.Ruling;
import dev.parallax.comparator.verdict.Verdict;
import dev.parallax.proto.RunRequested;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The decision, large, and the rulings behind it. */
final class VerdictSection {

  private static final int MAX_RULINGS = 200;

  private VerdictSection() {}

  static void hero(Html html, Report report) {
    Decision decision = report.verdict().decision();
    RunRequested requested = report.run().requested();
    html.open("header", "class", "hero").open("div", "class", "page").line();
    html.leaf("p", "brand", "Parallax report").line();
    html.open("h1").leaf("span", "unseen", "Verdict: ");
    icon(html, decision);
    html.leaf("span", "word", decision.name()).close("h1").line();
    html.leaf("p", "lead", Headline.of(report)).line();
    html.open("p", "class", "legs").text("Candidate ").leaf("code", requested.getCandidate());
    if (requested.getControl().isEmpty()) {
      html.text(" against what production answered, ");
    } else {
      html.text(" against control ").leaf("code", requested.getControl()).text(", ");
    }
    html.text("on ").leaf("code", requested.getSource()).text(", ");
    html.text(Figures.time(report.run().finishedAt()) + ".").close("p").line();
    if (!report.run().endedEarlyBecause().isEmpty()) {
      html.open("p", "class", "early").leaf("strong", "The run ended early: ");
      html.text(report.run().endedEarlyBecause()).close("p").line();
    }
    html.close("div").close("header").line();
  }

  static void rulings(Html html, Verdict verdict) {
    html.open("section", "id", "gates", "aria-labelledby", "gates-title");
    html.open("h2", "id", "gates-title").text("Gates").close("h2").line();
    list(
        html,
        Stream.concat(
                with(verdict, Decision.FAIL).stream(),
                with(verdict, Decision.INCONCLUSIVE).stream())
            .toList());
    List<Ruling> passes =
        with(verdict, Decision.PASS).stream()
            .sorted(Comparator.comparing(Ruling::judged).reversed())
            .toList();
    if (passes.size() < verdict.rulings().size() && passes.size() > 2) {
      html.open("details").open("summary");
      html.text("Besides: " + passWords(passes)).close("summary");
      list(html, passes);
      html.close("details").line();
    } else {
      list(html, passes);
    }
    if (verdict.rulings().isEmpty()) {
      html.leaf("p", "none", "No gate was declared.");
    }
    html.close("section").line();
  }

  private static String passWords(List<Ruling> passes) {
    long unjudged = passes.stream().filter(ruling -> !ruling.judged()).count();
    String judged = Figures.count(passes.size() - unjudged) + " pass";
    return unjudged == 0 ? judged : judged + ", " + Figures.count(unjudged) + " not judged";
  }

  private static List<Ruling> with(Verdict verdict, Decision decision) {
    return verdict.rulings().stream().filter(r -> r.decision() == decision).toList();
  }

  private static void list(Html html, List<Ruling> rulings) {
    if (rulings.isEmpty()) {
      return;
    }
    html.open("ul", "class", "rulings").line();
    rulings.stream().limit(MAX_RULINGS).forEach(r -> ruling(html, r));
    html.close("ul").line();
    if (rulings.size() > MAX_RULINGS) {
      html.leaf(
          "p",
          "none",
          Figures.count(rulings.size() - MAX_RULINGS) + " more rulings are in report.json.");
    }
  }

  private static void ruling(Html html, Ruling ruling) {
    html.open("li", "class", ruling.judged() ? tone(ruling.decision()) : "unjudged")
        .open("p", "class", "decision");
    if (ruling.judged()) {
      icon(html, ruling.decision());
    }
    html.leaf("span", "word", ruling.word()).close("p");
    html.open("div").open("p", "class", "gate").leaf("strong", ruling.gate()).text(" ");
    if (ruling.endpoint().isEmpty()) {
      html.leaf("span", "soft", "whole run");
    } else {
      html.leaf("code", ruling.endpoint());
    }
    html.close("p").leaf("p", "statement", ruling.statement());
    if (!ruling.exampleIds().isEmpty()) {
      html.open("p", "class", "soft small").text("Exchanges ");
      for (String id : ruling.exampleIds()) {
        html.leaf("code", "id", id).text(" ");
      }
      html.close("p");
    }
    html.close("div").close("li").line();
  }

  /** The CSS class that colours what follows a decision. */
  static String tone(Decision decision) {
    return switch (decision) {
      case PASS -> "pass";
      case FAIL -> "fail";
      case INCONCLUSIVE -> "unsure";
    };
  }

  private static void icon(Html html, Decision decision) {
    html.open("svg", "class", "icon", "viewBox", "0 0 24 24", "aria-hidden", "true");
    html.empty("circle", "cx", "12", "cy", "12", "r", "11", "class", "disc");
    String strokes =
        switch (decision) {
          case PASS -> "M7 12.5l3.5 3.5L17 9";
          case FAIL -> "M8 8l8 8M16 8l-8 8";
          case INCONCLUSIVE -> "M12 6.5v7M12 17v.4";
        };
    html.empty("path", "d", strokes, "class", "sign").close("svg");
  }
}
