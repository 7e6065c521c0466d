package dev.parallax.cli.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallax.recorder.sanitize.Decision;
import dev.parallax.recorder.sanitize.Decision.Fate;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * One JSON object a line for each value: {@code exchange} (from 1), {@code location}, {@code
 * decision} (KEPT, REPLACED, REDUCED, DROPPED), {@code kind} and {@code fidelity} (INJECTIVE,
 * LOSSY) of what is not kept, {@code rule}, {@code value} where it may be shown, {@code becomes}.
 */
public final class DecisionLines {

  private static final JsonFactory JSON = new JsonFactory();

  private final Writer out;
  private final Values values;
  private int exchanges;

  public DecisionLines(Writer out, Values values) {
    this.out = out;
    this.values = values;
  }

  /** Of the next exchange. */
  public void write(List<Decision> decisions) throws IOException {
    exchanges++;
    for (Decision decision : decisions) {
      try (JsonGenerator json =
          JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
        json.writeStartObject();
        json.writeNumberField("exchange", exchanges);
        json.writeStringField("location", decision.location());
        json.writeStringField("decision", decision.fate().name());
        if (decision.fate() != Fate.KEPT) {
          json.writeStringField("kind", decision.kind());
          json.writeStringField("fidelity", decision.injective() ? "INJECTIVE" : "LOSSY");
        }
        json.writeStringField("rule", decision.rule());
        if (values.shows(decision)) {
          json.writeStringField("value", decision.raw());
        }
        json.writeStringField("becomes", decision.text());
        json.writeEndObject();
      }
      out.write('\n');
    }
  }
}
