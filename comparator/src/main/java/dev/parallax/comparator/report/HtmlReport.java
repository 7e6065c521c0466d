package dev.parallax.comparator.report;

import dev.parallax.comparator.noise.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * {@code report.html}: one file that opens from disk, with no script and nothing to fetch.
 *
 * <p>Captured text is hostile. It is escaped by {@link Html}, it never stands in a link, a style or
 * a script, and the document's policy forbids the browser to run or load anything but the one style
 * sheet, which is named by its digest.
 */
final class HtmlReport {

  private static final String STYLE = style();

  private HtmlReport() {}

  static void write(Report report, Writer out) throws IOException {
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n")
        .open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
    head(html, report);
    html.open("body", "class", VerdictSection.tone(report.verdict().decision()));
    html.open("a", "class", "skip", "href", "#main").text("Skip to the findings").close("a").line();
    VerdictSection.hero(html, report);
    navigation(html, report);
    html.open("main", "id", "main", "class", "page").line();
    VerdictSection.rulings(html, report.verdict());
    FindingsSection findings = new FindingsSection(html, report);
    findings.candidate();
    FunnelSection.write(html, report);
    LatencySection.write(html, report.latencies());
    GrowthSection.write(html, report.growths());
    FidelitySection.write(html, report.fidelity());
    findings.skew();
    findings.noise();
    ProvenanceSection.write(html, report.run());
    RunSection.write(html, report.run());
    html.close("main").line();
    footer(html);
    html.close("body").close("html").line();
    out.write(html.document());
  }

  private static void head(Html html, Report report) {
    html.open("head").empty("meta", "charset", "utf-8").line();
    html.empty(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; style-src '"
                + digest(STYLE)
                + "'; img-src data:; base-uri 'none'; form-action 'none'")
        .line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.empty("meta", "name", "color-scheme", "content", "light dark").line();
    html.empty("meta", "name", "referrer", "content", "no-referrer").line();
    // Without one, a browser that is served this file asks the server for an icon.
    html.empty("link", "rel", "icon", "href", "data:,").line();
    html.open("title")
        .text(report.verdict().decision() + ": " + Visible.of(report.run().requested().getSource()))
        .text(" – Parallax")
        .close("title")
        .line();
    html.open("style").raw(STYLE).close("style").line();
    html.close("head").line();
  }

  private static void navigation(Html html, Report report) {
    html.open("nav", "class", "page contents", "aria-label", "Sections").open("ul").line();
    link(html, "gates", "Gates", report.verdict().rulings().size());
    link(html, "differences", "Differences", Headline.against(report).size());
    link(html, "funnel", "Funnel", -1);
    link(html, "latency", "Latency", report.latencies().size());
    link(html, "growth", "Growth", GrowthSection.shown(report.growths()).size());
    link(html, "fidelity", "Fidelity", -1);
    link(html, "skew", "Environment", FindingsSection.of(report, Cause.SKEW).size());
    link(html, "noise", "Noise", FindingsSection.of(report, Cause.NOISE).size());
    link(html, "provenance", "Recording", -1);
    link(html, "run", "Run", -1);
    html.close("ul").close("nav").line();
  }

  private static void link(Html html, String id, String name, int count) {
    html.open("li").open("a", "href", "#" + id).text(name);
    if (count >= 0) {
      html.text(" ").leaf("span", "n", Figures.count(count));
    }
    html.close("a").close("li").line();
  }

  private static void footer(Html html) {
    html.open("footer", "class", "page")
        .leaf("p", "Written by Parallax from a run file: the same run gives the same report.")
        .open("p")
        .text("Beside this file: ")
        .leaf("code", "report.json")
        .text(" with every finding, ")
        .leaf("code", "junit.xml")
        .text(" for CI, ")
        .leaf("code", "summary.md")
        .text(" for a pull request.")
        .close("p")
        .close("footer")
        .line();
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing beside " + HtmlReport.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
