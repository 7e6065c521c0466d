package dev.parallax.cli.reload;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.Setting;
import dev.parallax.cli.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a file says otherwise than before, of the keys that a command knows, sorted.
 *
 * @param effective those that nothing else sets
 * @param overridden those that a flag or a variable sets: the file's word on them has no effect
 */
record Changes(List<Change> effective, List<Overridden> overridden) {

  private static final int MAX_TOLD = 20;

  /**
   * @param before null if the file did not say; likewise after
   */
  record Change(String key, @Nullable Setting before, @Nullable Setting after) {

    @Override
    public String toString() {
      return "%s %s → %s".formatted(key, shown(before), shown(after));
    }

    private String shown(@Nullable Setting setting) {
      return setting == null ? "(not set)" : Settings.shown(key, setting.text());
    }
  }

  /**
   * @param by the flag, or the variable
   */
  record Overridden(String key, String by) {

    @Override
    public String toString() {
      return "%s (%s is set)".formatted(key, by);
    }
  }

  /**
   * @param known the keys of the command that runs
   * @param flags those that its command line set, by key
   */
  static Changes between(
      Settings before, Settings after, Set<String> known, Map<String, String> flags) {
    List<Change> effective = new ArrayList<>();
    List<Overridden> overridden = new ArrayList<>();
    Set<String> keys = new TreeSet<>(before.fromFile().keySet());
    keys.addAll(after.fromFile().keySet());
    for (String key : keys) {
      @Nullable Setting was = before.fromFile().get(key);
      @Nullable Setting is = after.fromFile().get(key);
      if (!Settings.isKnown(key, known) || Objects.equals(text(was), text(is))) {
        continue;
      }
      Optional<String> by = Optional.ofNullable(flags.get(key)).or(() -> after.variableOf(key));
      by.ifPresentOrElse(
          setter -> overridden.add(new Overridden(key, setter)),
          () -> effective.add(new Change(key, was, is)));
    }
    return new Changes(effective, overridden);
  }

  private static @Nullable String text(@Nullable Setting setting) {
    return setting == null ? null : setting.text();
  }

  boolean isEmpty() {
    return effective.isEmpty() && overridden.isEmpty();
  }

  /**
   * @throws CliException naming line and key of what can't change while the command runs
   */
  void requireReloadable(Path file) {
    List<String> fixed =
        effective.stream()
            .filter(change -> !Reloadable.is(change.key()))
            .map(change -> where(change, file) + ": " + change.key())
            .toList();
    if (!fixed.isEmpty()) {
      throw CliException.usage(
          "%s: can't change while the proxy runs (restart it for that)".formatted(told(fixed)));
    }
  }

  private static String where(Change change, Path file) {
    Setting after = change.after();
    return after == null ? file.toString() : after.origin();
  }

  /** In one line. */
  String told() {
    String changed = effective.isEmpty() ? "nothing changed" : told(effective);
    return overridden.isEmpty() ? changed : changed + "; without effect: " + told(overridden);
  }

  private static String told(List<?> changes) {
    String first =
        changes.stream().limit(MAX_TOLD).map(Object::toString).collect(Collectors.joining(", "));
    return changes.size() <= MAX_TOLD
        ? first
        : "%s, and %d more".formatted(first, changes.size() - MAX_TOLD);
  }
}
