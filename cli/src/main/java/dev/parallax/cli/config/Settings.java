package dev.parallax.cli.config;

import dev.parallax.recorder.log.kafka.KafkaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What environment and file say, by key; picocli asks here for each option that no flag set. */
public final class Settings implements IDefaultValueProvider {

  /** Without a flag, since a command line can be read by every user. */
  public static final String SECRET_KEY = "sanitise.key";

  /** The same. */
  public static final String ADMIN_TOKEN_KEY = "admin.token";

  /** All settings without a flag. */
  public static final List<String> SECRET_KEYS = List.of(SECRET_KEY, ADMIN_TOKEN_KEY);

  /** Commands of the shell: a secret may stand in one. */
  private static final Set<String> COMMAND_KEYS = Set.of("credentials.command", "replay.resetHook");

  /** Before the name of any property of Kafka's clients. */
  public static final String KAFKA_PREFIX = "kafka.";

  /** picocli gives --help and --version description keys of this kind. */
  private static final String PICOCLI_OWN = "mixinStandardHelpOptions";

  /** Before the name of any variable of the environment. */
  static final String PREFIX = "PARALLAX_";

  private final Map<String, Setting> settings;
  private final Map<String, Setting> fromFile;
  private final @Nullable SettingsFile file;

  private Settings(
      Map<String, Setting> settings, Map<String, Setting> fromFile, @Nullable SettingsFile file) {
    this.settings = settings;
    this.fromFile = Map.copyOf(fromFile);
    this.file = file;
  }

  /** Merges the two sources: the environment wins. */
  public static Settings of(
      Map<String, String> environment, Map<String, Setting> file, Set<String> known) {
    return of(environment, file, known, null);
  }

  static Settings of(
      Map<String, String> environment,
      Map<String, Setting> fromFile,
      Set<String> known,
      @Nullable SettingsFile file) {
    Map<String, Setting> merged = new HashMap<>(fromFile);
    for (String key : known) {
      if (key.contains("*")) {
        continue; // The items of a list have no variables.
      }
      String variable = variable(key);
      String value = environment.get(variable);
      if (value != null) {
        merged.put(key, new Setting(value, variable));
      }
    }
    return new Settings(merged, fromFile, file);
  }

  /** The environment variable of a key: {@code proxy.maxBody → PARALLAX_PROXY_MAX_BODY}. */
  public static String variable(String key) {
    StringBuilder name = new StringBuilder(PREFIX);
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Character.isUpperCase(c)) {
        name.append('_');
      }
      name.append(c == '.' ? '_' : c);
    }
    return name.toString().toUpperCase(Locale.ROOT);
  }

  /** The key of an option that can be set otherwise than by its flag. */
  public static Optional<String> key(ArgSpec argument) {
    return Optional.ofNullable(argument.descriptionKey())
        .filter(key -> !key.isEmpty() && !key.startsWith(PICOCLI_OWN));
  }

  /** The keys of all options of a command and its subcommands, sorted. */
  public static Set<String> knownKeys(CommandSpec command) {
    Set<String> keys = new TreeSet<>(SECRET_KEYS);
    KafkaSettings.names().forEach(name -> keys.add(KAFKA_PREFIX + name));
    RouteSettings.KEYS.forEach(name -> keys.add(RouteSettings.PREFIX + "*." + name));
    CertificateSettings.KEYS.forEach(name -> keys.add(CertificateSettings.PREFIX + "*." + name));
    for (OptionSpec option : command.options()) {
      key(option).ifPresent(keys::add);
    }
    for (CommandLine subcommand : command.subcommands().values()) {
      keys.addAll(knownKeys(subcommand.getCommandSpec()));
    }
    return keys;
  }

  /** What is set for a key besides a flag. */
  public Optional<Setting> get(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** A sentence that may begin with a key, behind where that was set. */
  public String located(String sentence) {
    String key = sentence.substring(0, Math.max(0, sentence.indexOf(": ")));
    return get(key).map(setting -> setting.origin() + ": " + sentence).orElse(sentence);
  }

  /** All that is set besides flags, by key. */
  public Map<String, Setting> all() {
    return new TreeMap<>(settings);
  }

  /** The file that was read; empty if there is none. */
  public Optional<SettingsFile> file() {
    return Optional.ofNullable(file);
  }

  /** What the file says, whether or not a variable says otherwise. */
  public Map<String, Setting> fromFile() {
    return fromFile;
  }

  /** The variable that sets a key; empty if none does. */
  public Optional<String> variableOf(String key) {
    return get(key).map(Setting::origin).filter(variable(key)::equals);
  }

  /**
   * Whether a key is among the known ones, of which those of a list's items are known for all of
   * them: {@code proxy.routes.3.path} by {@code proxy.routes.*.path}.
   */
  public static boolean isKnown(String key, Set<String> known) {
    return known.contains(YamlSettings.anyItem(key));
  }

  /** A value as it may be printed. */
  public static String shown(String key, String value) {
    return isSecret(key) && !value.isEmpty() ? "********" : Values.masked(value);
  }

  /**
   * How many maps the list at a key has: up to the last that says anything, since one that says
   * nothing must not hide the others.
   *
   * @param prefix the key, and a dot
   */
  int items(String prefix) {
    return settings.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .mapToInt(key -> Integer.parseInt(key.substring(prefix.length()).replaceAll("\\..*", "")))
        .map(index -> index + 1)
        .max()
        .orElse(0);
  }

  /** Whether the value of a key must never be printed. */
  public static boolean isSecret(String key) {
    return SECRET_KEYS.contains(key)
        || COMMAND_KEYS.contains(key)
        || (key.startsWith(KAFKA_PREFIX)
            && KafkaSettings.isSecret(key.substring(KAFKA_PREFIX.length())));
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return key(argument).flatMap(this::get).map(Setting::text).orElse(null);
  }
}
