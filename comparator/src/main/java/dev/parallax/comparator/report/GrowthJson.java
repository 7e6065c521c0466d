package dev.parallax.comparator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallax.comparator.growth.Exponent;
import dev.parallax.comparator.growth.Growth;
import dev.parallax.comparator.growth.Prediction;
import java.io.IOException;

/** One item of {@code growth} in {@code report.json}. */
final class GrowthJson {

  private GrowthJson() {}

  static void write(JsonGenerator json, Growth growth) throws IOException {
    json.writeStartObject();
    json.writeStringField("endpoint", growth.endpoint());
    json.writeNumberField("pairs", growth.pairs());
    json.writeNumberField("smallestBytes", growth.smallestBytes());
    json.writeNumberField("largestBytes", growth.largestBytes());
    json.writeNumberField("productionBytes", growth.productionBytes());
    Growth.Fit fit = growth.fit();
    if (fit == null) {
      json.writeNullField("fit");
    } else {
      json.writeObjectFieldStart("fit");
      exponent(json, "control", fit.control().exponent());
      exponent(json, "candidate", fit.candidate().exponent());
      exponent(json, "more", fit.more());
      prediction(json, "controlAtProductionNanos", fit.control().atProduction());
      prediction(json, "candidateAtProductionNanos", fit.candidate().atProduction());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void exponent(JsonGenerator json, String name, Exponent exponent)
      throws IOException {
    interval(json, name, exponent.estimate(), exponent.lower(), exponent.upper());
  }

  private static void prediction(JsonGenerator json, String name, Prediction prediction)
      throws IOException {
    interval(json, name, prediction.nanos(), prediction.lower(), prediction.upper());
  }

  private static void interval(
      JsonGenerator json, String name, double estimate, double lower, double upper)
      throws IOException {
    json.writeObjectFieldStart(name);
    JsonFields.finite(json, "estimate", estimate);
    JsonFields.finite(json, "lower", lower);
    JsonFields.finite(json, "upper", upper);
    json.writeEndObject();
  }
}
