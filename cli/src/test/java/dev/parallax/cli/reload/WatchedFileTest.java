package dev.parallax.cli.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.reload.WatchedFile.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

  @TempDir private Path directory;

  @Test
  void givesAChangeOnceTwoLooksAgree() {
    WatchedFile file = looks("a", "b", "b", "b", "a", "a");

    assertThat(file.changed()).as("as it was read").isEmpty();
    assertThat(file.changed()).as("seen once").isEmpty();
    assertThat(file.changed()).contains(content("b"));
    assertThat(file.changed()).as("given already").isEmpty();
    assertThat(file.changed()).isEmpty();
    assertThat(file.changed()).contains(content("a"));
  }

  @Test
  void givesNothingThatIsHalfWritten() {
    WatchedFile file = looks("ab", "abc", "abcd", "abcd");

    for (int i = 0; i < 3; i++) {
      assertThat(file.changed()).isEmpty();
    }
    assertThat(file.changed()).contains(content("abcd"));
  }

  @Test
  void givesWhoAsksWhatItHoldsAlsoIfThatIsNotNew() {
    WatchedFile file = looks("a", "a", "b", "bc", "bc", "bc", "bc");

    assertThat(file.current(WatchedFileTest::pause)).isEqualTo(content("a"));
    assertThat(file.current(WatchedFileTest::pause)).isEqualTo(content("bc"));
    assertThat(file.changed()).as("given already").isEmpty();
  }

  @Test
  void doesNotTakeALookOfLongAgoForOneOfTwo() {
    WatchedFile file = looks("half", "half", "whole", "whole");

    assertThat(file.changed()).isEmpty();
    assertThat(file.current(WatchedFileTest::pause)).isEqualTo(content("whole"));
  }

  @Test
  void saysThatAFileNeverStandsStill() {
    int[] count = {0};
    WatchedFile file = new WatchedFile(() -> content("" + count[0]++), "a");

    assertThat(file.current(WatchedFileTest::pause).fault()).contains("changes all the time");
  }

  @Test
  void seesALinkLeadElsewhereAndAFileGoAndComeBack() throws IOException {
    Path first = Files.writeString(directory.resolve("first"), "one");
    Path second = Files.writeString(directory.resolve("second"), "two");
    Path data = Files.createSymbolicLink(directory.resolve("..data"), first);
    Path path = Files.createSymbolicLink(directory.resolve("parallax.yaml"), data);
    WatchedFile file = new WatchedFile(path, "one");

    // As Kubernetes does it: a new link under another name, moved over the old one.
    Path swapped = Files.createSymbolicLink(directory.resolve("..tmp"), second);
    Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertThat(file.changed()).isEmpty();
    assertThat(file.changed()).contains(content("two"));

    Files.delete(second);
    assertThat(file.changed()).isEmpty();
    assertThat(file.changed().orElseThrow().fault()).isEqualTo(path + ": no such file");
    assertThat(file.changed()).as("said already").isEmpty();

    Files.writeString(second, "two");
    assertThat(file.changed()).isEmpty();
    assertThat(file.changed()).contains(content("two"));
  }

  private static WatchedFile looks(String... texts) {
    Queue<String> next = new ArrayDeque<>(List.of(texts));
    return new WatchedFile(() -> content(next.remove()), "a");
  }

  private static void pause() {}

  private static Content content(String text) {
    return new Content(text, "");
  }
}
