package dev.parallax.comparator.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.parallax.comparator.fidelity.Copies;
import dev.parallax.comparator.fidelity.Fidelity;
import dev.parallax.comparator.growth.Growth;
import dev.parallax.comparator.latency.EndpointLatency;
import dev.parallax.comparator.latency.LegLatency;
import dev.parallax.comparator.latency.Ratio;
import dev.parallax.comparator.noise.Example;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.verdict.Funnel;
import dev.parallax.comparator.verdict.Ruling;
import dev.parallax.comparator.verdict.Unexercised;
import dev.parallax.comparator.verdict.Verdict;
import dev.parallax.recorder.log.ProvenanceJson;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.json}: all of a report, for scripts. Fields stand in the order below, the same
 * report gives the same bytes, and every field is always there ({@code null} where there is
 * nothing). Within one {@code schemaVersion} fields are added and never change their meaning.
 *
 * <p>Times are ISO-8601 in UTC, {@code …Nanos} are nanoseconds, counts are exchanges unless said
 * otherwise. Numbers fit a double exactly, so that every reader reads them alike; {@code seed} may
 * not, and is a string.
 *
 * <pre>
 * schemaVersion           1
 * run
 *   runId                 string
 *   source                suite's file name, or window's service
 *   from, to              half-open window of the log, each null where it is open
 *   where                 filter, or null
 *   candidate, control    scheme://host:port[/base]; control is null where there was none
 *   speed                 "1x", "4x", "max", "200/s", "10/s..200/s"
 *   amplify               how many times each session was sent; absent where that is once
 *   candidateAttempts     attempts at each exchange
 *   controlAttempts       attempts at each exchange
 *   judging               EXAMPLES | STATISTICS | JUDGING_UNSPECIFIED
 *   writes                methods and routes that might write
 *   gatesDigest           hex SHA-256 of the gates that it was held against
 *   grpcDescriptors       hex SHA-256 of the descriptors that messages were read with; absent if
 *                         there were none
 *   sanitisedWith[]       likewise of those that answers were sanitised with, "" for none;
 *                         several where workers had different ones; absent if no worker had any
 *   recordedBy[]          how the recording's exchanges were sanitised, most first
 *     mode                STRICT | DETECT | MODE_UNSPECIFIED
 *     policyDigest        names the policy
 *     exchanges           count
 *   seed                  string of digits
 *   servedAuthorities     refused as targets
 *   requestedAt           time
 *   finishedAt            time
 *   firstExchange         time: start of the earliest exchange
 *   lastExchange          time: start of the latest exchange
 *   endedEarlyBecause     sentence, or null if the run came to its end
 * provenance              where what was replayed is from; as show --provenance --format json has
 *                         it, and what is not told is absent
 *   madeBy                "replay"; of its origins "export", "import" or "distill"
 *   sources[]             what that read
 *   from, to              window asked for
 *   filters[]             what else was asked for
 *   funnel                from what was seen to what was compared, name to count
 *   exchanges, weight     in it; of the traffic that they stand for
 *   first, last           starts of those
 *   modes[], policyDigests[], keyEpochs[]    how they were sanitised
 *   templates             path templates that came with them
 *   origins[]             the same of the suite that was replayed, where it tells
 * verdict
 *   decision              PASS | FAIL | INCONCLUSIVE
 *   rulings[]             one for each gate and endpoint
 *     gate                name in gates.yaml
 *     endpoint            "GET /users/{id}", or null for the whole run
 *     decision            as above
 *     judged              false where there was too little to judge by: PASS then says nothing
 *     statement           one sentence with the counts
 *     exampleIds[]        exchange ids
 * funnel                  seen, captured, replayable, sent, exercised, compared
 *   losses                reason ("replayable: UNSAFE_METHOD") to count, by reason
 * notExercised[]          by endpoint, most exchanges first
 *   endpoint              "GET /users/{id}"
 *   exchanges, of         that were not exercised; of it in the run
 *   reasons[]             most exchanges first
 *     step                replayable | sent | exercised: what of the funnel they did not reach
 *     reason              as in its losses
 *     exchanges           count
 *     cure                one phrase, or null where none is known
 * fidelity                how truly the run sent what was recorded
 *   sent                  exchanges whose sending was measured, in the first round
 *   sendErrorNanos        p50, p99, max: from when the first attempt was to be sent to when it was
 *   limitNanos            above which a p99 of that makes response times tell of the replayer
 *   fitForLatency         whether it is not above it
 *   orderViolations       sent before one of their session was answered that had completed before
 *   plannedRate           exchanges a second, recorded ones scaled by the speed; null where there is no plan
 *   achievedRate          exchanges a second, or null where too few were sent
 *   sessions, wholeSessions          of the run; of those, in which every exchange was sent
 *   copies                of an amplified run, and else absent: they count in all of the above, and
 *                         nowhere else
 *     planned, sent, exercised
 * findings[]              by cause, then by share of exchanges touched
 *   cause                 REGRESSION | UNATTRIBUTED | SUSPECTED | ACCEPTED | SKEW | NOISE
 *   endpoint              "GET /users/{id}"
 *   location              "status", "header cache-control", "body /items/&#42;/price"
 *   kind                  VALUE | TYPE | MISSING | EXTRA | ORDER | LENGTH | REPRESENTATION | OUTCOME
 *   differing             exchanges in which it was seen
 *   compared              exchanges in which it could have been seen
 *   pValue                0 to 1, or null where repeated attempts decided
 *   statement             one sentence
 *   examples[]
 *     exchangeId          in the log
 *     request             method and sanitised target
 *     pointer             JSON pointer inside the body, or ""
 *     expected, actual    sanitised, cut to a line
 * latencies[]             by endpoint
 *   endpoint              "GET /users/{id}"
 *   captured, control, candidate     null where the leg never answered
 *     count               answers that completed
 *     p50Nanos, p95Nanos, p99Nanos   from sending to the last byte
 *   ratio                 candidate over control, or null where there are too few pairs
 *     estimate, lower, upper         a ratio and the ends of its 95 % interval; null if not finite
 *     pairs               pairs of attempts
 * growth[]                by endpoint: response time by the control's size
 *   endpoint              "GET /users/{id}"
 *   pairs                 exchanges with an answer of both legs and a body
 *   smallestBytes, largestBytes      of the control's answers
 *   productionBytes       99 of 100 answers of production were no larger; 0 if none had a body
 *   fit                   null where sizes differ too little, or pairs are too few, to tell
 *     control, candidate, more       exponents; the last is the candidate's over the control's, from
 *                         pairs: estimate and the ends lower, upper of a 95 % interval
 *     controlAtProductionNanos, candidateAtProductionNanos     predictions, likewise
 * </pre>
 */
final class JsonReport {

  private static final int SCHEMA_VERSION = 1;

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private JsonReport() {}

  static void write(Report report, Writer out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(printer());
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      json.writeFieldName("run");
      RunJson.write(json, report.run());
      json.writeFieldName("provenance");
      ProvenanceJson.write(report.run().replayed(), json);
      json.writeFieldName("verdict");
      verdict(json, report.verdict());
      json.writeFieldName("funnel");
      funnel(json, report.funnel());
      json.writeArrayFieldStart("notExercised");
      for (Unexercised endpoint : report.unexercised()) {
        unexercised(json, endpoint);
      }
      json.writeEndArray();
      json.writeFieldName("fidelity");
      fidelity(json, report.fidelity());
      json.writeArrayFieldStart("findings");
      for (Finding finding : report.findings()) {
        finding(json, finding);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("latencies");
      for (EndpointLatency latency : report.latencies()) {
        latency(json, latency);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("growth");
      for (Growth growth : report.growths()) {
        GrowthJson.write(json, growth);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withArrayEmptySeparator("")
            .withObjectEmptySeparator("");
    return new DefaultPrettyPrinter(separators)
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }

  private static void verdict(JsonGenerator json, Verdict verdict) throws IOException {
    json.writeStartObject();
    json.writeStringField("decision", verdict.decision().name());
    json.writeArrayFieldStart("rulings");
    for (Ruling ruling : verdict.rulings()) {
      json.writeStartObject();
      json.writeStringField("gate", ruling.gate());
      JsonFields.unlessEmpty(json, "endpoint", ruling.endpoint());
      json.writeStringField("decision", ruling.decision().name());
      json.writeBooleanField("judged", ruling.judged());
      json.writeStringField("statement", ruling.statement());
      JsonFields.strings(json, "exampleIds", ruling.exampleIds());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void funnel(JsonGenerator json, Funnel funnel) throws IOException {
    json.writeStartObject();
    json.writeNumberField("seen", funnel.seen());
    json.writeNumberField("captured", funnel.captured());
    json.writeNumberField("replayable", funnel.replayable());
    json.writeNumberField("sent", funnel.sent());
    json.writeNumberField("exercised", funnel.exercised());
    json.writeNumberField("compared", funnel.compared());
    json.writeObjectFieldStart("losses");
    for (Map.Entry<String, Long> loss : funnel.losses().entrySet()) {
      json.writeNumberField(loss.getKey(), loss.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void unexercised(JsonGenerator json, Unexercised endpoint) throws IOException {
    json.writeStartObject();
    json.writeStringField("endpoint", endpoint.endpoint());
    json.writeNumberField("exchanges", endpoint.exchanges());
    json.writeNumberField("of", endpoint.of());
    json.writeArrayFieldStart("reasons");
    for (Unexercised.Why why : endpoint.whys()) {
      json.writeStartObject();
      json.writeStringField("step", why.step());
      json.writeStringField("reason", why.reason());
      json.writeNumberField("exchanges", why.exchanges());
      JsonFields.unlessEmpty(json, "cure", why.cure());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void fidelity(JsonGenerator json, Fidelity fidelity) throws IOException {
    json.writeStartObject();
    json.writeNumberField("sent", fidelity.sent());
    json.writeObjectFieldStart("sendErrorNanos");
    json.writeNumberField("p50", fidelity.error().p50Nanos());
    json.writeNumberField("p99", fidelity.error().p99Nanos());
    json.writeNumberField("max", fidelity.error().maxNanos());
    json.writeEndObject();
    json.writeNumberField("limitNanos", fidelity.limitNanos());
    json.writeBooleanField("fitForLatency", fidelity.isFitForLatency());
    json.writeNumberField("orderViolations", fidelity.overtaking());
    JsonFields.finite(
        json, "plannedRate", fidelity.plannedRate() > 0 ? fidelity.plannedRate() : Double.NaN);
    JsonFields.finite(
        json, "achievedRate", fidelity.achievedRate() > 0 ? fidelity.achievedRate() : Double.NaN);
    json.writeNumberField("sessions", fidelity.sessions());
    json.writeNumberField("wholeSessions", fidelity.wholeSessions());
    Copies copies = fidelity.copies();
    if (!copies.isNone()) {
      json.writeObjectFieldStart("copies");
      json.writeNumberField("planned", copies.planned());
      json.writeNumberField("sent", copies.sent());
      json.writeNumberField("exercised", copies.exercised());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void finding(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("cause", finding.cause().name());
    json.writeStringField("endpoint", finding.endpoint());
    json.writeStringField("location", finding.location());
    json.writeStringField("kind", finding.kind().name());
    json.writeNumberField("differing", finding.differing());
    json.writeNumberField("compared", finding.compared());
    JsonFields.finite(json, "pValue", finding.pValue().orElse(Double.NaN));
    json.writeStringField("statement", finding.statement());
    json.writeArrayFieldStart("examples");
    for (Example example : finding.examples()) {
      json.writeStartObject();
      json.writeStringField("exchangeId", example.exchangeId());
      json.writeStringField("request", example.request());
      json.writeStringField("pointer", example.pointer());
      json.writeStringField("expected", example.expected());
      json.writeStringField("actual", example.actual());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void latency(JsonGenerator json, EndpointLatency latency) throws IOException {
    json.writeStartObject();
    json.writeStringField("endpoint", latency.endpoint());
    leg(json, "captured", latency.captured());
    leg(json, "control", latency.control());
    leg(json, "candidate", latency.candidate());
    Ratio ratio = latency.ratio();
    if (ratio == null) {
      json.writeNullField("ratio");
    } else {
      json.writeObjectFieldStart("ratio");
      JsonFields.finite(json, "estimate", ratio.estimate());
      JsonFields.finite(json, "lower", ratio.lower());
      JsonFields.finite(json, "upper", ratio.upper());
      json.writeNumberField("pairs", ratio.pairs());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void leg(JsonGenerator json, String name, @Nullable LegLatency leg)
      throws IOException {
    if (leg == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    json.writeNumberField("count", leg.count());
    json.writeNumberField("p50Nanos", leg.p50Nanos());
    json.writeNumberField("p95Nanos", leg.p95Nanos());
    json.writeNumberField("p99Nanos", leg.p99Nanos());
    json.writeEndObject();
  }
}
