package dev.parallax.cli.reload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.CliException;
import dev.parallax.recorder.KeyChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyWatchTest {

  private static final KeyChange CHANGE = new KeyChange("0a", "0b", Duration.ofMinutes(30));

  @TempDir private Path directory;
  private final List<String> said = new ArrayList<>();
  private Optional<KeyChange> change = Optional.of(CHANGE);
  private int taken;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("key"), "a key of the start");
  }

  @Test
  void takesUpAKeyOnceTwoLooksAgreeAndSaysSo() throws IOException {
    KeyWatch watch = watch();
    change = Optional.empty();
    look(watch, 3);
    assertThat(said).as("the key is the same").isEmpty();
    assertThat(taken).isEqualTo(1);

    change = Optional.of(CHANGE);
    Files.writeString(file, "another key by now");
    look(watch, 1);
    assertThat(said).as("may be half written").isEmpty();
    look(watch, 3);
    assertThat(taken).isEqualTo(2);
    assertThat(said)
        .containsExactly(
            "key of the pseudonyms changed: epoch 0a → 0b; sessions that are under way keep the one before for up to 30 minutes");
  }

  @Test
  void saysOnceWhatCantBeUsedAndAgainToWhoAsks() throws IOException {
    KeyWatch watch =
        KeyWatch.of(
                file,
                _ -> {
                  throw CliException.usage("key: 3 bytes");
                },
                said::add)
            .orElseThrow();
    look(watch, 4);
    assertThat(said)
        .containsExactly(
            "warning: key of the pseudonyms not changed, that before stays: key: 3 bytes");
    watch.answer();
    assertThat(said).hasSize(2);

    Files.delete(file);
    look(watch, 3);
    assertThat(said)
        .hasSize(3)
        .last()
        .asString()
        .endsWith("key: can't be read: no such file or directory");
  }

  /** A writer who comes between the looks and the taking: half of a key is no key. */
  @Test
  void takesNothingThatNoTwoLooksAgreedOn() {
    Deque<String> reads =
        new ArrayDeque<>(List.of("old", "old", "half", "old", "whole", "whole", "whole"));
    List<String> keys = new ArrayList<>();
    KeyWatch watch =
        KeyWatch.of(
            () -> reads.remove().getBytes(UTF_8),
            key -> {
              keys.add(new String(key, UTF_8));
              return Optional.empty();
            },
            said::add);
    look(watch, 2);
    assertThat(reads).hasSize(4);
    assertThat(keys).isEmpty();
    look(watch, 3);
    assertThat(keys).containsExactly("whole");
    assertThat(reads).isEmpty();
  }

  /** It would be waited for, for ever. */
  @Test
  void leavesAPipeAlone() throws IOException, InterruptedException {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(KeyWatch.of(pipe, _ -> Optional.empty(), said::add)).isEmpty();
  }

  private KeyWatch watch() {
    return KeyWatch.of(
            file,
            _ -> {
              taken++;
              return change;
            },
            said::add)
        .orElseThrow();
  }

  private static void look(KeyWatch watch, int times) {
    for (int i = 0; i < times; i++) {
      watch.look();
    }
  }
}
