package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.fixture.Processes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bash that sourced the script, asked as by the tabulator key. */
class CompletionIT {

  /** The words of a command line, of which the last one is to be completed. */
  private static final String TAB =
      """
      compopt() { :; } # Which works while a key is pressed only.
      source "$1"
      shift
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      COMP_LINE="$*"
      COMP_POINT=${#COMP_LINE}
      _complete_parallax parallax "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir private Path directory;
  private Path script;

  @BeforeEach
  void print() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            new String[] {"completion", "bash"},
            Map.of(),
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isEqualTo(ExitCode.OK);
    script = Files.writeString(directory.resolve("completion"), out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pro                          | proxy
          comp                         | compare completion
          proxy --max-p                | --max-pending
          proxy --host-header ''       | preserve upstream
          proxy --transport io         | io_uring
          proxy --upgrade ''           | refuse tunnel
          proxy --trace ''             | continue unsampled sampled
          proxy --proxy-protocol ''    | off require
          proxy --tls-client-auth ''   | none optional require
          proxy --mode ''              | strict detect
          check --on-inconclusive f    | fail
          completion ''                | bash zsh
          """)
  void completesCommandsOptionsAndValues(String line, String expected)
      throws IOException, InterruptedException {
    assertThat(complete(line)).containsExactlyInAnyOrder(expected.split(" ", -1));
  }

  @Test
  void offersAllOfACommandsOptions() throws IOException, InterruptedException {
    assertThat(complete("worker --"))
        .contains("--kafka", "--group", "--config")
        .doesNotContain("--listen");
  }

  @Test
  void isRegisteredForTheCommand() throws IOException, InterruptedException {
    assertThat(bash("source \"$1\"; complete -p parallax").out())
        .contains("-F _complete_parallax", "parallax");
  }

  private List<String> complete(String line) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("parallax"));
    for (String word : line.split(" ", -1)) {
      words.add(word.equals("''") ? "" : word);
    }
    return bash(TAB, words.toArray(String[]::new))
        .out()
        .lines()
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private Processes.Result bash(String code, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", "--norc", "-c", code, "bash", script.toString()));
    command.addAll(List.of(arguments));
    Processes.Result result = Processes.run(directory, command);
    assertThat(result.err()).isEmpty();
    return result;
  }
}
