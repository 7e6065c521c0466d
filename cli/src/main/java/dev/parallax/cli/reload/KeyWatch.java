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
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The file of a key that others change: the key in it is taken up once two looks agree on it. Holds
 * a digest of the file, never the key. Confined to one thread.
 */
public final class KeyWatch implements ConfigWatch.Watched {

  private final WatchedFile file;
  private final Supplier<byte[]> read;
  private final Function<byte[], Optional<KeyChange>> take;
  private final Consumer<String> say;

  private KeyWatch(
      Supplier<byte[]> read, Function<byte[], Optional<KeyChange>> take, Consumer<String> say) {
    // Nothing is known of it at first, so that a change since the start is one.
    file = new WatchedFile(() -> look(read), "");
    this.read = read;
    this.take = take;
    this.say = say;
  }

  /**
   * Empty for what can be read but once, as a pipe.
   *
   * @param take begins an epoch by what the file holds, if that is another key than before; throws
   *     a {@link CliException} if it can't be used
   * @param say takes one line
   */
  public static Optional<KeyWatch> of(
      Path path, Function<byte[], Optional<KeyChange>> take, Consumer<String> say) {
    return Files.isRegularFile(path)
        ? Optional.of(of(() -> bytes(path), take, say))
        : Optional.empty();
  }

  /**
   * @param read what the file holds, to be overwritten; throws a {@link CliException} if it can't
   */
  static KeyWatch of(
      Supplier<byte[]> read, Function<byte[], Optional<KeyChange>> take, Consumer<String> say) {
    return new KeyWatch(read, take, say);
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
    byte[] key = new byte[0];
    try {
      String agreed = content.orThrow();
      key = read.get();
      if (!digest(key).equals(agreed)) {
        // Changed since: what is there now has to be seen twice as well.
        file.passOver();
        return;
      }
      take.apply(key)
          .ifPresent(
              change ->
                  say.accept(
                      "key of the pseudonyms changed: epoch %s → %s; sessions that are under way keep the one before for up to %d minutes"
                          .formatted(change.before(), change.after(), change.held().toMinutes())));
    } catch (CliException e) {
      say.accept(
          "warning: key of the pseudonyms not changed, that before stays: " + e.getMessage());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static WatchedFile.Content look(Supplier<byte[]> read) {
    try {
      byte[] key = read.get();
      String digest = digest(key);
      Arrays.fill(key, (byte) 0);
      return new WatchedFile.Content(digest, "");
    } catch (CliException e) {
      return new WatchedFile.Content("", String.valueOf(e.getMessage()));
    }
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw CliException.unreadable(path, e);
    }
  }

  private static String digest(byte[] key) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("SHA-256 is part of every JDK", missing);
    }
  }
}
