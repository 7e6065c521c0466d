package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.cli.config.Setting;
import dev.parallax.proto.Event;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.propose.PolicyLearner;
import dev.parallax.recorder.propose.Proposal;
import dev.parallax.recorder.propose.Proposals;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proposes an allow-list, by what a recording shows of values without holding them. */
@Command(
    name = "propose",
    mixinStandardHelpOptions = true,
    description =
        "Proposes what of bodies and queries might pass in the clear, by a strict recording: YAML for"
            + " parallax.yaml, each line with its reason, to be read before it is used.")
public final class ProposeCommand implements Callable<Integer> {

  private static final String CLEAR_KEY = "sanitise.clear";

  @Mixin private final SourceOptions source = new SourceOptions();

  @Option(
      names = "--min-sessions",
      defaultValue = "20",
      paramLabel = "N",
      description =
          "A word passes only where so many sessions have it, at least 2: what many share tells none of"
              + " them from the others. Default: 20.")
  private int minSessions = PolicyLearner.DEFAULT_MIN_SESSIONS;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    if (minSessions < 2) {
      throw CliException.usage("--min-sessions: %d (expected: >= 2)".formatted(minSessions));
    }
    PolicyLearner learner = new PolicyLearner(minSessions);
    try (LogSource from = source.open(commandLine, false);
        EventReader reader = from.open()) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.hasExchange()) {
          learner.add(event.getExchange());
        }
      }
      SourceOptions.warnOfDamage(reader, from, commandLine.getErr());
      tell(learner.proposals(), from.selected(), commandLine);
    }
    return ExitCode.OK;
  }

  private void tell(Proposals found, String source, CommandLine commandLine) {
    PrintWriter err = commandLine.getErr();
    List<String> already =
        Invocation.settings(commandLine)
            .get(CLEAR_KEY)
            .map(Setting::text)
            .filter(text -> !text.isBlank())
            .map(text -> Arrays.asList(text.split(",", -1)))
            .orElse(List.of());
    List<Proposal> proposals =
        found.proposals().stream().filter(one -> !already.contains(one.location())).toList();
    if (found.exchanges() == 0) {
      err.printf("parallax: %s: nothing was recorded in strict mode%n", source);
    } else if (proposals.isEmpty()) {
      err.printf(
          "parallax: %s: nothing to propose from %d sessions (a value has to be seen in %d: --min-sessions); %s of values are in the clear%n",
          source, found.sessions(), minSessions, share(found.clear(), found.leaves()));
    } else {
      write(found, proposals, already, source, commandLine.getOut());
    }
  }

  private static void write(
      Proposals found,
      List<Proposal> proposals,
      List<String> already,
      String source,
      PrintWriter out) {
    out.printf(
        "# From %s: %d exchanges, %d sessions.%n",
        Printable.text(source), found.exchanges(), found.sessions());
    out.printf(
        "# Values of bodies and queries in the clear: %s now, %s with this list.%n",
        share(found.clear(), found.leaves()), share(found.clearWithAll(), found.leaves()));
    out.println("# What many share is not always harmless: read each line before you keep it.");
    out.println("sanitise:");
    out.println("  clear:");
    for (String location : already) {
      out.printf("    # there already%n    - %s%n", quoted(location));
    }
    for (Proposal one : proposals) {
      out.printf(
          "    # %s, %d%s different, %s: %s of all values%n    - %s%n",
          one.kinds(),
          one.distinct(),
          one.more() ? " and more" : "",
          one.reason(),
          share(one.leaves(), found.leaves()),
          quoted(one.location()));
    }
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "none" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }

  private static String quoted(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }
}
