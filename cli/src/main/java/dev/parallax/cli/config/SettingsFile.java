package dev.parallax.cli.config;

import dev.parallax.cli.CliException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** A configuration file as it was read, and what it is read together with. Immutable. */
public final class SettingsFile {

  private final Path path;
  private final String text;
  private final Map<String, String> environment;
  private final Set<String> known;

  private SettingsFile(Path path, String text, Map<String, String> environment, Set<String> known) {
    this.path = path;
    this.text = text;
    this.environment = environment;
    this.known = known;
  }

  /**
   * Reads one.
   *
   * @throws CliException if it can't be read
   */
  public static SettingsFile read(Path path, Map<String, String> environment, Set<String> known) {
    return new SettingsFile(path, YamlSettings.text(path), environment, known);
  }

  /** The same file, holding another text. */
  public SettingsFile withText(String other) {
    return new SettingsFile(path, other, environment, known);
  }

  public Path path() {
    return path;
  }

  public String text() {
    return text;
  }

  /**
   * What it says, and what the environment does, which wins.
   *
   * @throws CliException naming line and reason
   */
  public Settings settings() {
    return Settings.of(environment, YamlSettings.of(path, text, known), known, this);
  }
}
