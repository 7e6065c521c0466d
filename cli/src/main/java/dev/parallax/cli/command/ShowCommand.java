package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.cli.Version;
import dev.parallax.cli.har.HarWriter;
import dev.parallax.cli.show.CurlLines;
import dev.parallax.cli.show.EndpointTable;
import dev.parallax.cli.show.ExchangeWriter;
import dev.parallax.cli.show.JsonLines;
import dev.parallax.cli.show.LedgerReport;
import dev.parallax.cli.show.ProvenanceText;
import dev.parallax.cli.show.Table;
import dev.parallax.proto.Event;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.endpoint.EndpointSurvey;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.kafka.KafkaTail;
import dev.parallax.recorder.where.Where;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the exchanges of a recording. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Lists the exchanges of a capture file, or of the log, as they were recorded: sanitised.")
public final class ShowCommand implements Callable<Integer> {

  private static final Duration POLL = Duration.ofMillis(500);

  enum Format {
    TABLE,
    JSON,
    HAR,
    CURL
  }

  @Mixin private final SourceOptions source = new SourceOptions();

  @Mixin private final WhereOptions meant = new WhereOptions();

  @Option(
      names = "--format",
      descriptionKey = "show.format",
      defaultValue = "table",
      description =
          "table: a line each, to read; json: one object a line, complete; har: one HAR 1.2, as browsers"
              + " read it; curl: one command each, which sends the request again. Default: table.")
  private Format format = Format.TABLE;

  @Option(
      names = "--at",
      paramLabel = "URL",
      description =
          "With --format curl: where the commands send to, in place of production: http://127.0.0.1:9001.")
  private @Nullable URI at;

  @Option(
      names = "--endpoints",
      description =
          "Lists the endpoints instead, with how many exchanges each has, and which of them may be one,"
              + " or several.")
  private boolean endpoints;

  @Option(names = "--limit", paramLabel = "N", description = "At most that many exchanges.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--follow",
      description = "Goes on with what is being recorded into the log, until Ctrl-C; from now on.")
  private boolean follow;

  @Option(
      names = "--ledger",
      description =
          "What became of all exchanges that the proxies saw, in place of a list of those recorded: by"
              + " recorder, by endpoint and fate, and what of that is not known.")
  private boolean ledger;

  @Option(
      names = "--provenance",
      description =
          "Where a suite is from, in place of a list: source, window, what became of all that was seen,"
              + " how it was sanitised.")
  private boolean provenance;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    if (limit < 0) {
      throw CliException.usage("--limit: %d (expected: >= 0)".formatted(limit));
    }
    boolean list = !ledger && !endpoints && !provenance;
    if (!list && (format == Format.HAR || format == Format.CURL)) {
      throw CliException.usage(
          "--format: har and curl are for exchanges (expected: table or json)");
    }
    if (at != null && format != Format.CURL) {
      throw CliException.usage("--at: only with --format curl");
    }
    if (follow && format == Format.HAR) {
      throw CliException.usage("--follow: a HAR has an end (expected: another --format)");
    }
    if (provenance) {
      return provenance(commandLine);
    }
    if (ledger && endpoints) {
      throw CliException.usage("give one of --ledger and --endpoints, not both");
    }
    Where where = meant.where();
    if (ledger && (follow || !where.isAll() || limit != Long.MAX_VALUE)) {
      throw CliException.usage(
          "--ledger: tells of all (expected: no --follow, --limit, --where, --endpoint, --session or"
              + " --id)");
    }
    if (ledger) {
      try (LogSource from = source.open(commandLine, false)) {
        account(from, commandLine);
      }
      return ExitCode.OK;
    }
    if (endpoints && (follow || limit != Long.MAX_VALUE)) {
      throw CliException.usage("--endpoints: counts all of it (expected: no --follow or --limit)");
    }
    if (endpoints) {
      try (LogSource from = source.open(commandLine, false, where)) {
        endpoints(from, commandLine);
      }
      return ExitCode.OK;
    }
    try (LogSource from = source.open(commandLine, false, where);
        ExchangeWriter writer = writer(commandLine.getOut())) {
      if (follow) {
        follow(from, writer, commandLine.getOut());
      } else {
        show(from, writer, commandLine);
      }
      WhereOptions.tellUnanswered(from.selection().where(), commandLine.getErr());
    }
    return ExitCode.OK;
  }

  private int provenance(CommandLine commandLine) throws IOException, InterruptedException {
    if (ledger || endpoints || follow || !meant.where().isAll() || limit != Long.MAX_VALUE) {
      throw CliException.usage(
          "--provenance: tells of the file (expected: no --ledger, --endpoints, --follow, --id or"
              + " --limit)");
    }
    PrintWriter out = commandLine.getOut();
    try (LogSource from = source.open(commandLine, false)) {
      if (!(from instanceof LogSource.OfFile file)) {
        throw CliException.usage("--provenance: is told by suites (expected: FILE.plx)");
      }
      Optional<SuiteProvenance> told = SuiteOrigin.of(file.file());
      if (told.isEmpty()) {
        commandLine
            .getErr()
            .printf(
                "parallax: %s: tells no provenance: a recording, or an old suite%n", file.name());
      } else if (format == Format.JSON) {
        ProvenanceText.printJson(told.get(), out);
      } else {
        ProvenanceText.print(told.get(), out);
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private void account(LogSource from, CommandLine commandLine) throws IOException {
    LedgerReport report = new LedgerReport();
    try (EventReader reader = from.open()) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        report.add(event);
      }
      SourceOptions.warnOfDamage(reader, from, commandLine.getErr());
    }
    PrintWriter out = commandLine.getOut();
    boolean found = format == Format.JSON ? report.printJson(out) : report.print(out);
    out.flush();
    if (!found) {
      commandLine.getErr().printf("parallax: %s: no ledger to show%n", from.selected());
    }
  }

  /** Reads it twice: to learn what endpoints there are, and to count. */
  private void endpoints(LogSource from, CommandLine commandLine) throws IOException {
    Where where = from.selection().where();
    List<TemplateSet> known = where.asksEndpoint() ? where.endpoints() : from.endpoints();
    EndpointSurvey survey = new EndpointSurvey(EndpointTemplates.of(known));
    try (EventReader reader = from.open()) {
      read(
          reader,
          event -> {
            if (event.hasExchange()) {
              survey.add(event.getExchange());
            }
          });
      SourceOptions.warnOfDamage(reader, from, commandLine.getErr());
    }
    List<EndpointSurvey.Row> rows = survey.rows();
    PrintWriter out = commandLine.getOut();
    switch (format) {
      case JSON -> EndpointTable.printJson(rows, out);
      case TABLE, HAR, CURL -> EndpointTable.print(rows, out);
    }
    long all = rows.stream().mapToLong(EndpointSurvey.Row::exchanges).sum();
    long untold = rows.stream().mapToLong(EndpointSurvey.Row::untold).sum();
    if (all == 0) {
      commandLine.getErr().printf("parallax: %s: no exchanges to show%n", from.selected());
    }
    if (untold > 0) {
      commandLine
          .getErr()
          .printf(
              "parallax: of %d of %d exchanges, a word in the path is a pseudonym: it is no known word, was not in a --path of the proxy, and was seen in too few sessions%n",
              untold, all);
    }
    WhereOptions.tellUnanswered(where, commandLine.getErr());
  }

  private static void read(EventReader reader, Consumer<Event> each) throws IOException {
    for (Event event = reader.next(); event != null; event = reader.next()) {
      each.accept(event);
    }
  }

  private void show(LogSource from, ExchangeWriter writer, CommandLine commandLine)
      throws IOException {
    try (EventReader reader = from.open()) {
      long shown = show(reader, writer, commandLine.getOut());
      SourceOptions.warnOfDamage(reader, from, commandLine.getErr());
      if (shown == 0 && limit > 0) {
        commandLine.getErr().printf("parallax: %s: no exchanges to show%n", from.selected());
      }
    }
  }

  private void follow(LogSource from, ExchangeWriter writer, PrintWriter out) throws IOException {
    if (!(from instanceof LogSource.OfKafka log)) {
      throw CliException.usage("--follow: a file does not grow (expected: --kafka HOST:PORT)");
    }
    long shown = 0;
    try (KafkaTail tail = log.events().followExchanges()) {
      while (shown < limit && !out.checkError()) {
        for (Event event : tail.poll(POLL)) {
          if (shown < limit && event.hasExchange() && log.selection().holds(event)) {
            writer.write(event.getExchange());
            shown++;
          }
        }
      }
    }
  }

  private long show(EventReader reader, ExchangeWriter writer, PrintWriter out) throws IOException {
    long shown = 0;
    for (Event event = reader.next(); event != null && shown < limit; event = reader.next()) {
      if (event.hasExchange()) {
        writer.write(event.getExchange());
        shown++;
        if (out.checkError()) {
          break; // Nobody reads on, as in `| head`.
        }
      }
    }
    return shown;
  }

  private ExchangeWriter writer(PrintWriter out) throws IOException {
    return switch (format) {
      case TABLE -> new Table(out);
      case JSON -> new JsonLines(out);
      case HAR -> new HarWriter(out, Version.number());
      case CURL -> new CurlLines(out, at);
    };
  }
}
