package dev.parallax.cli.show;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallax.recorder.endpoint.EndpointSurvey.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Endpoints and how many exchanges each has: a line each to read, or as JSON for scripts. */
public final class EndpointTable {

  private static final JsonFactory JSON = new JsonFactory();

  private EndpointTable() {}

  public static void print(List<Row> rows, PrintWriter out) {
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    String line = "%9s  %-" + Math.max("endpoint".length(), width) + "s  %s%n";
    out.printf(line, "exchanges", "endpoint", "hint");
    for (Row row : rows) {
      out.printf(line, row.exchanges(), row.name(), row.hint());
    }
  }

  /** One object an endpoint, a line each. */
  public static void printJson(List<Row> rows, PrintWriter out) throws IOException {
    for (Row row : rows) {
      try (JsonGenerator json =
          JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
        json.writeStartObject();
        json.writeStringField("endpoint", row.name());
        json.writeNumberField("exchanges", row.exchanges());
        json.writeNumberField("untold", row.untold());
        json.writeStringField("hint", row.hint());
        json.writeEndObject();
      }
      out.println();
    }
  }
}
