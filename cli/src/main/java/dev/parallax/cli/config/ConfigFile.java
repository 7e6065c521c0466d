package dev.parallax.cli.config;

import dev.parallax.cli.CliException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Finds the configuration file before the flags are parsed, since it gives their defaults. */
public final class ConfigFile {

  /** Read from the working directory where {@code -c} names no other. */
  public static final String DEFAULT_NAME = "parallax.yaml";

  private static final Set<String> NOT_SETTINGS =
      Set.of("PARALLAX_JDK", "PARALLAX_JVM_ARGS", "PARALLAX_DEBUG");

  private ConfigFile() {}

  /**
   * Settings of file and environment. A variable that is no key's is warned about, since it is most
   * likely a mistyped one.
   */
  public static Settings settings(
      String[] args, Map<String, String> environment, CommandSpec root, PrintWriter err) {
    Set<String> known = Settings.knownKeys(root);
    Map<String, Setting> file =
        find(args).map(path -> YamlSettings.read(path, known)).orElseGet(Map::of);
    warnOfUnknown(environment, known, err);
    return Settings.of(environment, file, known);
  }

  /** The file named by {@code -c}, else the default one if it is there. */
  public static Optional<Path> find(String[] args) {
    ConfigOption option = new ConfigOption();
    new CommandLine(option).setUnmatchedArgumentsAllowed(true).parseArgs(args);
    if (option.file != null) {
      return Optional.of(existing(option.file));
    }
    Path fallback = Path.of(DEFAULT_NAME);
    return Files.isRegularFile(fallback) ? Optional.of(fallback) : Optional.empty();
  }

  /** Parsed alone first, whatever else is on the command line. */
  private static final class ConfigOption {
    @Option(names = {"-c", "--config"})
    @Nullable Path file;
  }

  private static Path existing(Path path) {
    if (!Files.isRegularFile(path)) {
      throw CliException.usage("%s: no such configuration file".formatted(path));
    }
    return path;
  }

  private static void warnOfUnknown(
      Map<String, String> environment, Set<String> known, PrintWriter err) {
    Set<String> variables = new TreeSet<>(NOT_SETTINGS);
    known.forEach(key -> variables.add(Settings.variable(key)));
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith("PARALLAX_") && !variables.contains(name)) {
        String nearest =
            NearestKey.of(name, variables).map(near -> " (nearest known: " + near + ")").orElse("");
        err.printf("parallax: warning: %s is not a setting%s%n", name, nearest);
      }
    }
  }
}
