package dev.parallax.replayer.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ShellCommandTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> errors = new CopyOnWriteArrayList<>();

  @Test
  void printsWithItsEnvironmentAndTellsWhatItSays() throws Exception {
    assertThat(run("echo \"$LEG\"; echo one >&2; printf 'two\\033[2J' >&2", LONG, 100))
        .isEqualTo("candidate\n");
    assertThat(errors).containsExactly("one", "two[2J");
  }

  @Test
  void saysHowItEndedAndItsLastWords() {
    assertThatThrownBy(() -> run("echo no vault >&2; echo secret; exit 3", LONG, 100))
        .isInstanceOf(CommandFailed.class)
        .hasMessage("ended with 3: no vault");
    assertThatThrownBy(() -> run("exit 1", LONG, 100)).hasMessage("ended with 1");
  }

  @Test
  void isKilledWithWhatItStartedWhenItTakesTooLong() {
    assertThatThrownBy(() -> run("sleep 60 & sleep 60", Duration.ofSeconds(1), 100))
        .isInstanceOf(CommandFailed.class)
        .hasMessage("was not done in 1 s");
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("sleep 60"))
                .filter(ProcessHandle::isAlive))
        .isEmpty();
  }

  @Test
  void mayPrintNoMoreThanItIsAllowedTo() throws Exception {
    assertThat(run("printf 12345", LONG, 5)).isEqualTo("12345");
    assertThatThrownBy(() -> run("yes", LONG, 1000)).hasMessage("printed more than 1000 bytes");
  }

  @Test
  void hasNoInput() throws Exception {
    assertThat(run("cat", LONG, 100)).isEmpty();
  }

  private String run(String line, Duration timeout, int maxBytes) throws Exception {
    return new ShellCommand(line, timeout, maxBytes).run(Map.of("LEG", "candidate"), errors::add);
  }
}
