package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Selection;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.distill.Distillation;
import dev.parallax.recorder.endpoint.EndpointLearning;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.ProvenanceFold;
import dev.parallax.recorder.sample.RecordedShapes;
import dev.parallax.recorder.sample.Weights;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a small suite of a long recording. */
@Command(
    name = "distill",
    mixinStandardHelpOptions = true,
    description =
        "Makes a small suite of a recording, or of the log, that still shows all it has: some examples"
            + " of each endpoint, shape of request and answer, and status, with what their sessions did"
            + " before. Each stands for those left out: weights add up to what they were.")
public final class DistillCommand implements Callable<Integer> {

  @Mixin private final SourceOptions source = new SourceOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "SUITE.plx",
      description = "The suite to write; must not exist yet.")
  private @Nullable Path output;

  @Option(
      names = "--keep",
      defaultValue = "3",
      paramLabel = "K",
      description = "How many examples of each, as far as there are. Default: 3.")
  private int keep = 3;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    Path to = Invocation.required(output);
    if (keep < 1) {
      throw CliException.usage("--keep: %d (expected: >= 1)".formatted(keep));
    }
    try (LogSource from = source.open(commandLine, false)) {
      Distillation distillation = distillation(from);
      if (distillation.exchanges() == 0) {
        throw CliException.usage("%s: no exchanges to distill".formatted(from.selected()));
      }
      distillation.choose(keep, GivenValues.of(from, distillation.ofSessions()));
      copy(from, distillation, to, commandLine.getErr());
      commandLine
          .getOut()
          .printf(
              "%s: %,d exchanges → %,d: %,d endpoints × shapes × statuses, %d of each where there are,"
                  + " and what their sessions did before%n",
              to, distillation.exchanges(), distillation.kept(), distillation.kinds(), keep);
    }
    return ExitCode.OK;
  }

  /** Reads it twice: to learn what endpoints there are, and to look at each exchange. */
  private static Distillation distillation(LogSource from) throws IOException {
    EndpointLearning learning = new EndpointLearning();
    try (EventReader reader = from.open()) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.hasExchange()) {
          learning.add(event.getExchange());
        } else if (event.hasTemplates()) {
          learning.add(event.getTemplates());
        }
      }
    }
    EndpointTemplates templates = learning.templates();
    RecordedShapes shapes = new RecordedShapes();
    Distillation distillation = new Distillation();
    try (EventReader reader = from.open()) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.hasExchange()) {
          Exchange exchange = event.getExchange();
          String endpoint =
              templates.display(
                  templates.endpointOf(exchange.getRequest(), exchange.getAuthority()));
          distillation.add(exchange, shapes.of(exchange, endpoint));
        }
      }
    }
    return distillation;
  }

  /** The ledger stays behind: it accounts for what is left out; the provenance tells its sums. */
  private void copy(LogSource from, Distillation distillation, Path to, PrintWriter err)
      throws IOException {
    SuiteOrigin origin = SuiteOrigin.of("distill", from).filter("keep " + keep);
    ProvenanceFold held = new ProvenanceFold();
    try (EventReader reader = from.open();
        NewCaptureFile suite = NewCaptureFile.createSuite(to)) {
      int number = 0;
      for (Event event = reader.next(); event != null; event = reader.next()) {
        origin.read(event);
        Event kept = event;
        if (event.hasExchange()) {
          int exchange = number++;
          if (!distillation.keeps(exchange)) {
            continue;
          }
          kept = weighted(event, distillation.weight(exchange));
        } else if (event.hasLedger()) {
          continue;
        }
        suite.writer().append(Harmless.reread(kept));
        held.add(kept);
      }
      SuiteProvenance asked =
          origin
              .step("read", distillation.exchanges())
              .step("endpoints × shapes × statuses", distillation.kinds())
              .step("kept", distillation.kept())
              .asked();
      suite.writer().provenance(Harmless.provenance(held.of(asked)));
      suite.keep();
      SourceOptions.warnOfDamage(reader, from, err);
    }
  }

  /** As it was, but for how many it stands for. */
  private static Event weighted(Event event, double weight) {
    Exchange exchange = event.getExchange();
    if (weight == Weights.of(exchange)) {
      return event;
    }
    Selection.Builder selection = exchange.getSelection().toBuilder().setProbability(1 / weight);
    if (selection.getReason().isEmpty()) {
      selection.setReason("distilled");
    }
    return event.toBuilder().setExchange(exchange.toBuilder().setSelection(selection)).build();
  }
}
