package dev.parallax.cli.config;

import dev.parallax.cli.CliException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
   *
   * @param asked the command line, with the verb that is asked for at least
   * @param all the command line with all verbs, whose keys may be set too: asked for where needed
   */
  public static Settings settings(
      String[] args,
      Map<String, String> environment,
      CommandSpec asked,
      Supplier<CommandSpec> all,
      PrintWriter err) {
    Optional<Path> path = find(args);
    Set<String> variables = variables(environment);
    if (path.isEmpty() && variables.isEmpty()) {
      return Settings.of(Map.of(), Map.of(), Set.of());
    }
    Set<String> known = Settings.knownKeys(asked);
    if (path.isPresent() || !variablesOf(known).containsAll(variables)) {
      known = Settings.knownKeys(all.get());
    }
    Optional<SettingsFile> file =
        path.isEmpty()
            ? Optional.empty()
            : Optional.of(SettingsFile.read(path.get(), environment, known));
    Settings settings =
        file.isEmpty() ? Settings.of(environment, Map.of(), known) : file.get().settings();
    warnOfUnknown(variables, variablesOf(known), err);
    return settings;
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

  /** What seems to be meant for Parallax, sorted. */
  private static Set<String> variables(Map<String, String> environment) {
    return environment.keySet().stream()
        .filter(name -> name.startsWith(Settings.PREFIX) && !NOT_SETTINGS.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> variablesOf(Set<String> keys) {
    return keys.stream()
        .filter(key -> !key.contains("*"))
        .map(Settings::variable)
        .collect(Collectors.toSet());
  }

  private static void warnOfUnknown(Set<String> variables, Set<String> known, PrintWriter err) {
    Set<String> candidates = new TreeSet<>(NOT_SETTINGS);
    candidates.addAll(known);
    for (String name : variables) {
      if (!known.contains(name)) {
        String nearest =
            NearestKey.of(name, candidates)
                .map(near -> " (nearest known: " + near + ")")
                .orElse("");
        err.printf("parallax: warning: %s is not a setting%s%n", name, nearest);
      }
    }
  }
}
