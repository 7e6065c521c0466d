package dev.parallax.recorder.log;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.SuiteProvenance;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A provenance as JSON, for whoever shows one: what it does not tell is absent. */
public final class ProvenanceJson {

  private ProvenanceJson() {}

  /** Writes one object. */
  public static void write(SuiteProvenance suite, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("madeBy", suite.getMadeBy());
    strings(json, "sources", suite.getSourcesList());
    if (suite.getFromNanos() != 0 || suite.getToNanos() != 0) {
      json.writeStringField("from", time(suite.getFromNanos()));
      json.writeStringField("to", time(suite.getToNanos()));
    }
    strings(json, "filters", suite.getFiltersList());
    json.writeObjectFieldStart("funnel");
    for (SuiteProvenance.Step step : suite.getFunnelList()) {
      json.writeNumberField(step.getName(), step.getExchanges());
    }
    json.writeEndObject();
    json.writeNumberField("exchanges", suite.getExchanges());
    json.writeNumberField("weight", suite.getWeight());
    if (suite.getExchanges() > 0) {
      json.writeStringField("first", time(suite.getFirstNanos()));
      json.writeStringField("last", time(suite.getLastNanos()));
    }
    strings(json, "modes", suite.getModesList().stream().map(ProvenanceJson::word).toList());
    strings(json, "policyDigests", suite.getPolicyDigestsList());
    strings(json, "keyEpochs", suite.getKeyEpochsList());
    json.writeNumberField("templates", suite.getTemplates());
    json.writeArrayFieldStart("origins");
    for (SuiteProvenance origin : suite.getOriginsList()) {
      write(origin, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A window may be open on a side. */
  public static String time(long nanos) {
    return nanos == Long.MIN_VALUE
        ? "the beginning"
        : nanos == Long.MAX_VALUE ? "the end" : Instant.ofEpochSecond(0, nanos).toString();
  }

  /** {@code strict} */
  public static String word(Sanitisation.Mode mode) {
    return mode == Sanitisation.Mode.MODE_UNSPECIFIED
        ? "not told"
        : mode.name().toLowerCase(Locale.ROOT);
  }

  private static void strings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
