package dev.parallax.cli.show;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.log.ProvenanceJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Says where a suite is from: a block of lines to read, or one JSON object. */
public final class ProvenanceText {

  private static final String LINE = "%s%-10s  %s%n";
  private static final JsonFactory JSON = new JsonFactory();

  private ProvenanceText() {}

  public static void print(SuiteProvenance suite, PrintWriter out) {
    print(suite, "", out);
  }

  private static void print(SuiteProvenance suite, String indent, PrintWriter out) {
    out.printf(
        LINE,
        indent,
        "made by",
        suite.getMadeBy() + ", from " + String.join(", ", suite.getSourcesList()));
    if (suite.getFromNanos() != 0 || suite.getToNanos() != 0) {
      out.printf(LINE, indent, "window", span(suite.getFromNanos(), suite.getToNanos()));
    }
    if (suite.getFiltersCount() > 0) {
      out.printf(LINE, indent, "only", String.join(", ", suite.getFiltersList()));
    }
    if (suite.getFunnelCount() > 0) {
      String steps =
          suite.getFunnelList().stream()
              .map(step -> "%,d %s".formatted(step.getExchanges(), step.getName()))
              .collect(Collectors.joining(", "));
      out.printf(LINE, indent, "funnel", steps);
    }
    out.printf(
        LINE,
        indent,
        "exchanges",
        "%,d, standing for %,d of the traffic"
            .formatted(suite.getExchanges(), Math.round(suite.getWeight())));
    if (suite.getExchanges() > 0) {
      out.printf(LINE, indent, "started", span(suite.getFirstNanos(), suite.getLastNanos()));
    }
    out.printf(LINE, indent, "sanitised", words(suite.getModesList()));
    out.printf(LINE, indent, "policy", listed(suite.getPolicyDigestsList()));
    out.printf(LINE, indent, "key epoch", listed(suite.getKeyEpochsList()));
    out.printf(LINE, indent, "templates", suite.getTemplates());
    for (SuiteProvenance origin : suite.getOriginsList()) {
      out.printf("%swhich was%n", indent);
      print(origin, indent + "  ", out);
    }
  }

  public static void printJson(SuiteProvenance suite, PrintWriter out) throws IOException {
    try (JsonGenerator json =
        JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      ProvenanceJson.write(suite, json);
    }
    out.println();
  }

  private static String span(long fromNanos, long toNanos) {
    return ProvenanceJson.time(fromNanos) + " to " + ProvenanceJson.time(toNanos);
  }

  private static String words(List<Sanitisation.Mode> modes) {
    return listed(modes.stream().map(ProvenanceJson::word).toList());
  }

  private static String listed(List<String> words) {
    return words.isEmpty() ? "not told" : String.join(", ", words);
  }
}
