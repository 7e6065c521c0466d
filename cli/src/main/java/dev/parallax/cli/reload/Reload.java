package dev.parallax.cli.reload;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.Settings;
import dev.parallax.cli.config.SettingsFile;
import dev.parallax.proxy.admin.ConfigMeters;
import dev.parallax.proxy.admin.ConfigMeters.Outcome;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Takes up what a file says now: all of it, or none. What became of it is one line, and is counted.
 * Confined to one thread.
 */
public final class Reload {

  /** The command that runs by the settings. */
  @FunctionalInterface
  public interface Target {

    /**
     * Runs by other settings from now on.
     *
     * @return what is left to do once that was told
     * @throws CliException if it can't: nothing has changed then
     */
    Runnable apply(Settings next);

    /** The same settings, perhaps on other lines than before: nothing need be done. */
    default void keep(Settings next) {}
  }

  private static final Pattern BREAKS = Pattern.compile("\\p{Cntrl}+");

  private final Set<String> known;
  private final Map<String, String> flags;
  private final Target target;
  private final ConfigMeters meters;
  private final Consumer<String> say;
  private Settings current;
  private boolean refused;

  /**
   * @param current by which the command runs
   * @param known the keys of the command
   * @param flags those that its command line set, by key
   * @param say takes one line
   */
  public Reload(
      Settings current,
      Set<String> known,
      Map<String, String> flags,
      Target target,
      ConfigMeters meters,
      Consumer<String> say) {
    this.current = current;
    this.known = known;
    this.flags = flags;
    this.target = target;
    this.meters = meters;
    this.say = line -> say.accept(BREAKS.matcher(line).replaceAll(" "));
  }

  /**
   * @param asked whether somebody waits for an answer, also if nothing has changed
   */
  void take(SettingsFile file, WatchedFile.Content content, boolean asked) {
    Runnable rest;
    try {
      rest = take(file.withText(content.orThrow()), asked);
      refused = false;
    } catch (CliException e) {
      refuse(String.valueOf(e.getMessage()));
      return;
    } catch (RuntimeException | Error e) {
      refuse("%s: failed by %s".formatted(file.path(), e.getClass().getName()));
      return;
    }
    rest.run();
  }

  private void refuse(String reason) {
    refused = true;
    meters.count(Outcome.REFUSED);
    say.accept("warning: configuration not reloaded, that before stays: " + reason);
  }

  /** What is left to do. */
  private Runnable take(SettingsFile file, boolean asked) {
    Settings next = file.settings();
    Changes changes = Changes.between(current, next, known, flags);
    changes.requireReloadable(file.path());
    Runnable rest = () -> {};
    if (changes.effective().isEmpty()) {
      target.keep(next);
    } else {
      rest = apply(next);
    }
    current = next;
    meters.count(changes.effective().isEmpty() ? Outcome.UNCHANGED : Outcome.APPLIED);
    if (asked || refused || !changes.isEmpty()) {
      say.accept("configuration reloaded from %s: %s".formatted(file.path(), changes.told()));
    }
    return rest;
  }

  private Runnable apply(Settings next) {
    try {
      return target.apply(next);
    } catch (CliException e) {
      throw CliException.usage(next.located(String.valueOf(e.getMessage())));
    }
  }
}
