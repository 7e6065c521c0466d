package dev.parallax.cli.reload;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.YamlSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that others write, perhaps just now: what it holds is given out once two looks at it
 * agree. It is found by its name each time, so that a link which leads elsewhere counts, as where
 * Kubernetes swaps a ConfigMap. Confined to one thread.
 */
final class WatchedFile {

  /** At how many looks in a row it may differ before it is said to change all the time. */
  private static final int MAX_LOOKS = 50;

  /**
   * What a look found.
   *
   * @param fault why it could not be read; empty if it was
   */
  record Content(String text, String fault) {

    /**
     * @throws CliException if there is none
     */
    String orThrow() {
      if (!fault.isEmpty()) {
        throw CliException.usage(fault);
      }
      return text;
    }
  }

  /** Equal to no look. */
  private static final Content NOTHING = new Content("", "nothing was read yet");

  private final Supplier<Content> look;
  private Content given;
  private @Nullable Content seen;

  /**
   * @param text what was read already
   */
  WatchedFile(Path path, String text) {
    this(() -> look(path), text);
  }

  WatchedFile(Supplier<Content> look, String text) {
    this.look = look;
    given = new Content(text, "");
  }

  /**
   * Looks once: what it holds, if that is not what was given last, and the last look saw it too.
   */
  Optional<Content> changed() {
    Content now = look.get();
    boolean still = now.equals(seen);
    seen = now;
    if (now.equals(given) || !still) {
      return Optional.empty();
    }
    given = now;
    return Optional.of(now);
  }

  /** What was given last was not taken: it is given again, unless it is another by then. */
  void passOver() {
    given = NOTHING;
    seen = null;
  }

  /**
   * What it holds, given before or not: looks until it stands still.
   *
   * @param pause between two looks
   */
  Content current(Runnable pause) {
    seen = null;
    for (int i = 0; i < MAX_LOOKS; i++) {
      Content now = look.get();
      boolean still = now.equals(seen);
      seen = now;
      if (still) {
        given = now;
        return now;
      }
      pause.run();
    }
    return new Content("", "the file changes all the time");
  }

  private static Content look(Path path) {
    try {
      return new Content(YamlSettings.text(path), "");
    } catch (CliException e) {
      return new Content("", String.valueOf(e.getMessage()));
    }
  }
}
