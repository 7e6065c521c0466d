package dev.parallax.comparator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallax.proto.RunRequested;
import java.io.IOException;

/** The object {@code run} of {@code report.json}; its fields stand at {@link JsonReport}. */
final class RunJson {

  private RunJson() {}

  static void write(JsonGenerator json, RunSummary run) throws IOException {
    RunRequested requested = run.requested();
    json.writeStartObject();
    json.writeStringField("runId", run.runId());
    json.writeStringField("source", requested.getSource());
    JsonFields.time(json, "from", run.windowFrom().orElse(null));
    JsonFields.time(json, "to", run.windowTo().orElse(null));
    JsonFields.unlessEmpty(json, "where", requested.getWhere());
    json.writeStringField("candidate", requested.getCandidate());
    JsonFields.unlessEmpty(json, "control", requested.getControl());
    json.writeStringField("speed", requested.getSpeed());
    if (requested.getAmplify() > 1) {
      json.writeNumberField("amplify", requested.getAmplify());
    }
    json.writeNumberField("candidateAttempts", requested.getCandidateAttempts());
    json.writeNumberField("controlAttempts", requested.getControlAttempts());
    json.writeStringField("judging", requested.getJudging().name());
    JsonFields.strings(json, "writes", requested.getWritesList());
    json.writeStringField("gatesDigest", run.gatesDigest());
    if (!run.grpcDescriptors().isEmpty()) {
      json.writeStringField("grpcDescriptors", run.grpcDescriptors());
    }
    if (!String.join("", run.sanitisedWith()).isEmpty()) {
      JsonFields.strings(json, "sanitisedWith", run.sanitisedWith());
    }
    json.writeArrayFieldStart("recordedBy");
    for (RecordedBy by : run.recordedBy()) {
      json.writeStartObject();
      json.writeStringField("mode", by.mode().name());
      json.writeStringField("policyDigest", by.policyDigest());
      json.writeNumberField("exchanges", by.exchanges());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("seed", Long.toString(requested.getSeed()));
    JsonFields.strings(json, "servedAuthorities", requested.getServedAuthoritiesList());
    JsonFields.time(json, "requestedAt", run.requestedAt());
    JsonFields.time(json, "finishedAt", run.finishedAt());
    JsonFields.time(json, "firstExchange", run.firstExchange());
    JsonFields.time(json, "lastExchange", run.lastExchange());
    JsonFields.unlessEmpty(json, "endedEarlyBecause", run.endedEarlyBecause());
    json.writeEndObject();
  }
}
