package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.cli.explain.DecisionLines;
import dev.parallax.cli.explain.DecisionTable;
import dev.parallax.cli.explain.HttpMessages;
import dev.parallax.cli.explain.MalformedMessage;
import dev.parallax.cli.explain.MessageText;
import dev.parallax.cli.explain.Values;
import dev.parallax.cli.show.JsonLines;
import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sanitize.Explanation;
import dev.parallax.recorder.sanitize.Provenance;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what sanitising makes of messages at hand. */
@Command(
    name = "sanitize",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shows what a recording would hold of HTTP messages, by the policy of the proxy, and why. What"
            + " it reads goes nowhere else.")
public final class SanitizeCommand implements Callable<Integer> {

  /** What is read whole: 64 MiB. */
  private static final int MAX_BYTES = 64 << 20;

  private static final Provenance NOWHERE =
      new Provenance("", Deployment.getDefaultInstance(), Selection.getDefaultInstance());

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "Requests as HTTP/1.1 has them, each with its response behind it, or none. Default: standard"
              + " input.")
  private @Nullable Path file;

  @Option(
      names = "--explain",
      description = "Shows of each value what became of it, and by which rule.")
  private boolean explain;

  @Option(
      names = "--show-values",
      description = "With --explain, shows also the values that a recording would not hold.")
  private boolean showValues;

  @Option(
      names = "--json",
      description =
          "One JSON object a line: an exchange, as show --format json has it; with --explain a value.")
  private boolean json;

  @Mixin private final SanitiseOptions sanitise = new SanitiseOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Invocation.commandLine(spec);
    if (showValues && !explain) {
      throw CliException.usage("--show-values: only with --explain");
    }
    Sanitiser sanitiser = sanitise.sanitiser(Invocation.settings(commandLine), false);
    List<RawExchange> exchanges = read();
    PrintWriter out = commandLine.getOut();
    if (explain) {
      explain(exchanges, sanitiser, out);
    } else {
      show(exchanges, sanitiser, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private void show(List<RawExchange> exchanges, Sanitiser sanitiser, PrintWriter out)
      throws IOException {
    JsonLines lines = new JsonLines(out);
    MessageText text = new MessageText(out);
    for (RawExchange raw : exchanges) {
      Exchange exchange = sanitiser.exchange(raw, NOWHERE).event();
      if (json) {
        lines.write(exchange);
      } else {
        text.write(exchange);
      }
    }
  }

  private void explain(List<RawExchange> exchanges, Sanitiser sanitiser, PrintWriter out)
      throws IOException {
    Values values = new Values(showValues);
    DecisionLines lines = new DecisionLines(out, values);
    DecisionTable table = new DecisionTable(out, values);
    MessageText text = new MessageText(out);
    for (RawExchange raw : exchanges) {
      Explanation explanation = new Explanation();
      Exchange exchange = sanitiser.explained(raw, NOWHERE, explanation).event();
      if (json) {
        lines.write(explanation.decisions());
      } else {
        text.write(exchange);
        table.write(explanation.decisions());
      }
    }
  }

  private List<RawExchange> read() {
    String name = file == null ? "standard input" : file.toString();
    byte[] bytes;
    try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw file == null ? CliException.couldNotRun(e) : CliException.unreadable(file, e);
    }
    if (bytes.length > MAX_BYTES) {
      throw CliException.usage("%s: larger than %d bytes".formatted(name, MAX_BYTES));
    }
    List<RawExchange> exchanges;
    try {
      exchanges = HttpMessages.read(bytes);
    } catch (MalformedMessage e) {
      throw CliException.usage(name + ":" + e.getMessage());
    }
    if (exchanges.isEmpty()) {
      throw CliException.usage("%s: empty (expected: an HTTP request)".formatted(name));
    }
    return exchanges;
  }
}
