package dev.parallax.cli.reload;

import dev.parallax.cli.CliException;
import dev.parallax.recorder.KeyChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The file of a key that others change: the key in it is taken up once two looks agree on it. Holds
 * a digest of the file, never the key. Confined to one thread.
 */
public final class KeyWatch implements ConfigWatch.Watched {

  private final WatchedFile file;
  private final Supplier<Optional<KeyChange>> take;
  private final Consumer<String> say;

  private KeyWatch(Path path, Supplier<Optional<KeyChange>> take, Consumer<String> say) {
    // Nothing is known of it at first, so that a change since the start is one.
    file = new WatchedFile(() -> look(path), "");
    this.take = take;
    this.say = say;
  }

  /**
   * Empty for what can be read but once, as a pipe.
   *
   * @param take reads the key, and begins an epoch if it is another one than before; throws a
   *     {@link CliException} if it can't be used
   * @param say takes one line
   */
  public static Optional<KeyWatch> of(
      Path path, Supplier<Optional<KeyChange>> take, Consumer<String> say) {
    return Files.isRegularFile(path)
        ? Optional.of(new KeyWatch(path, take, say))
        : Optional.empty();
  }

  @Override
  public void look() {
    file.changed().ifPresent(this::take);
  }

  @Override
  public void answer() {
    take(file.current(() -> LockSupport.parkNanos(ConfigWatch.PAUSE_NANOS)));
  }

  private void take(WatchedFile.Content content) {
    try {
      var _ = content.orThrow();
      take.get()
          .ifPresent(
              change ->
                  say.accept(
                      "key of the pseudonyms changed: epoch %s → %s; sessions that are under way keep the one before for up to %d minutes"
                          .formatted(change.before(), change.after(), change.held().toMinutes())));
    } catch (CliException e) {
      say.accept(
          "warning: key of the pseudonyms not changed, that before stays: " + e.getMessage());
    }
  }

  private static WatchedFile.Content look(Path path) {
    try {
      byte[] key = Files.readAllBytes(path);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      Arrays.fill(key, (byte) 0);
      return new WatchedFile.Content(HexFormat.of().formatHex(digest), "");
    } catch (IOException e) {
      return new WatchedFile.Content(
          "", String.valueOf(CliException.unreadable(path, e).getMessage()));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("SHA-256 is part of every JDK", missing);
    }
  }
}
