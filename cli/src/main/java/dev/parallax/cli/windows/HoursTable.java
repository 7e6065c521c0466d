package dev.parallax.cli.windows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallax.recorder.sample.Estimate;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Prints hours: a line each to read, with a bar for the volume, or as JSON for scripts. */
public final class HoursTable {

  private static final int BAR_WIDTH = 20;
  private static final String LINE = "%-17s %-24s %-20s %10s %15s %8s %10s %9s  %s%n";
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private HoursTable() {}

  public static void print(List<Hour> hours, PrintWriter out) {
    double most =
        hours.stream().mapToDouble(hour -> hour.traffic().exchanges().total()).max().orElse(1);
    out.printf(
        LINE,
        "HOUR",
        "SERVICE",
        "VOLUME",
        "RECORDED",
        "TRAFFIC",
        "ERRORS",
        "BYTES",
        "COVERAGE",
        "NOT CAPTURED");
    for (Hour hour : hours) {
      out.printf(
          LINE,
          HOUR.format(hour.start()),
          hour.service(),
          "#"
              .repeat(
                  (int)
                      Math.ceil(
                          BAR_WIDTH * hour.traffic().exchanges().total() / Math.max(1, most))),
          hour.exchanges(),
          traffic(hour.traffic().exchanges()),
          estimated(hour.traffic().errors(), Math.round(hour.traffic().errors().total()) + ""),
          estimated(hour.traffic().bytes(), bytes(Math.round(hour.traffic().bytes().total()))),
          coverage(hour.coverage()),
          hour.mostNotCaptured());
    }
  }

  /** One object an hour and service, a line each. */
  public static void printJson(List<Hour> hours, PrintWriter out) throws IOException {
    JsonFactory factory = JsonFactory.builder().build();
    for (Hour hour : hours) {
      try (JsonGenerator json = factory.createGenerator(out)) {
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeStringField("hour", hour.start().toString());
        json.writeStringField("service", hour.service());
        json.writeNumberField("exchanges", hour.exchanges());
        json.writeNumberField("errors", hour.errors());
        json.writeNumberField("bytes", hour.bytes());
        json.writeNumberField("seen", hour.seen());
        json.writeObjectFieldStart("notCaptured");
        for (var fate : new java.util.TreeMap<>(hour.notCaptured()).entrySet()) {
          json.writeNumberField(fate.getKey().name(), fate.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("traffic");
        estimate(json, "exchanges", hour.traffic().exchanges());
        estimate(json, "errors", hour.traffic().errors());
        estimate(json, "bytes", hour.traffic().bytes());
        json.writeEndObject();
        json.writeEndObject();
      }
      out.println();
    }
  }

  private static void estimate(JsonGenerator json, String name, Estimate of) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("total", Math.round(of.total()));
    json.writeNumberField("low", Math.round(of.low()));
    json.writeNumberField("high", Math.round(of.high()));
    json.writeEndObject();
  }

  /** {@code 4}; of sampled traffic {@code ~41200 ±8 %}. */
  private static String traffic(Estimate estimate) {
    String total = Long.toString(Math.round(estimate.total()));
    return estimate.isExact()
        ? total
        : String.format(Locale.ROOT, "~%s ±%.0f %%", total, estimate.relativeError() * 100);
  }

  private static String estimated(Estimate estimate, String total) {
    return estimate.isExact() ? total : "~" + total;
  }

  /** Never 100 % where that is not the whole truth. */
  private static String coverage(double share) {
    if (Double.isNaN(share)) {
      return "-";
    }
    return share < 1 && share > 0.999
        ? ">99.9 %"
        : String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  private static String bytes(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " B";
    }
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : bytes < 1 << 30
            ? String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0)
            : String.format(Locale.ROOT, "%.1f GiB", bytes / 1073741824.0);
  }
}
