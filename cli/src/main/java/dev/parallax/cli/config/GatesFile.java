package dev.parallax.cli.config;

import dev.parallax.cli.CliException;
import dev.parallax.comparator.verdict.Gates;
import dev.parallax.comparator.verdict.Gates.GrowthGate;
import dev.parallax.comparator.verdict.Gates.LatencyGate;
import dev.parallax.comparator.verdict.Ignored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code gates.yaml}: what is not written there keeps its default. */
public final class GatesFile {

  private static final Set<String> KNOWN =
      Set.of(
          "maxRegressions",
          "minExercisedShare",
          "minCompared",
          "maxErrorShare",
          "latency.maxRatio",
          "latency.minSlowdown",
          "latency.minPairs",
          "latency.required",
          "growth.maxIncrease",
          "growth.minSlowdown",
          "growth.required",
          "ignore.*.endpoint",
          "ignore.*.location",
          "ignore.*.kind",
          "ignore.*.reason");

  private final Path file;
  private final Map<String, Setting> settings;

  private GatesFile(Path file) {
    this.file = file;
    settings = YamlSettings.read(file, KNOWN);
  }

  /**
   * Reads gates.
   *
   * @throws CliException naming file, line and reason
   */
  public static Gates read(Path file) {
    return new GatesFile(file).gates();
  }

  private Gates gates() {
    Gates defaults = Gates.defaults();
    LatencyGate latency = defaults.latency();
    GrowthGate growth = defaults.growth();
    try {
      return new Gates(
          value("maxRegressions", Integer::parseInt, defaults.maxRegressions()),
          value("minExercisedShare", Double::parseDouble, defaults.minExercisedShare()),
          value("minCompared", Long::parseLong, defaults.minCompared()),
          value("maxErrorShare", Double::parseDouble, defaults.maxErrorShare()),
          new LatencyGate(
              value("latency.maxRatio", Double::parseDouble, latency.maxRatio()),
              value("latency.minSlowdown", GatesFile::duration, latency.minSlowdown()),
              value("latency.minPairs", Long::parseLong, latency.minPairs()),
              value("latency.required", GatesFile::bool, latency.required())),
          new GrowthGate(
              value("growth.maxIncrease", Double::parseDouble, growth.maxIncrease()),
              value("growth.minSlowdown", GatesFile::duration, growth.minSlowdown()),
              value("growth.required", GatesFile::bool, growth.required())),
          ignored());
    } catch (IllegalArgumentException e) {
      throw CliException.usage("%s: %s".formatted(file, e.getMessage()));
    }
  }

  private List<Ignored> ignored() {
    List<Ignored> ignored = new ArrayList<>();
    for (int i = 0; hasItem(i); i++) {
      String item = "ignore." + i + ".";
      ignored.add(
          new Ignored(
              text(item + "endpoint"),
              text(item + "location"),
              text(item + "kind"),
              text(item + "reason")));
    }
    return ignored;
  }

  private boolean hasItem(int i) {
    return settings.keySet().stream().anyMatch(key -> key.startsWith("ignore." + i + "."));
  }

  private String text(String key) {
    Setting setting = settings.get(key);
    return setting == null ? "" : setting.text();
  }

  private <T> T value(String key, Function<String, T> parse, T fallback) {
    @Nullable Setting setting = settings.get(key);
    if (setting == null) {
      return fallback;
    }
    try {
      return parse.apply(setting.text());
    } catch (IllegalArgumentException | TypeConversionException e) {
      throw CliException.usage(
          "%s: %s: '%s' is not usable here".formatted(setting.origin(), key, setting.text()));
    }
  }

  private static Duration duration(String text) {
    return new Values.DurationConverter().convert(text);
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
