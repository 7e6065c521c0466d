package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.cli.gor.GorPairs;
import dev.parallax.cli.gor.GorReader;
import dev.parallax.cli.har.HarReader;
import dev.parallax.cli.intake.MalformedTraffic;
import dev.parallax.cli.intake.Origin;
import dev.parallax.cli.intake.Traffic;
import dev.parallax.cli.intake.TrafficFile;
import dev.parallax.cli.intake.TrafficReader;
import dev.parallax.cli.progress.ProgressLine;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.RecorderTotals;
import dev.parallax.recorder.raw.Keep;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawRoute;
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

/** Makes a suite of traffic that others recorded. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Makes a suite of traffic that a browser or goreplay recorded: sanitised like all that a proxy"
            + " records, by the same settings. What the file has of it that no server answered, such as"
            + " pages from a browser's cache, is left out and told.")
public final class ImportCommand implements Callable<Integer> {

  private static final int MUCH_PERCENT = 20;
  private static final int MIB = 1 << 20;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "HAR 1.2 as a browser saves it (Chromium: with sensitive data, or sessions are lost), or files"
              + " of goreplay (.gor); gzipped or not.")
  private List<Path> files = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "SUITE.plx",
      description = "The suite to write; must not exist yet.")
  private @Nullable Path output;

  @Option(
      names = "--host",
      split = ",",
      paramLabel = "HOST",
      description =
          "Only exchanges with this host, or HOST:PORT: a page has others' pictures and scripts, too."
              + " Repeatable. Default: all, and they are told.")
  private List<String> hosts = List.of();

  @Option(
      names = "--service",
      descriptionKey = "service",
      paramLabel = "NAME",
      description = "Names what is imported. Default: the host of the first exchange.")
  private @Nullable String service;

  @Mixin private final SanitiseOptions sanitise = new SanitiseOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Invocation.commandLine(spec);
    Path to = Invocation.required(output);
    ImportedHosts chosen = new ImportedHosts(hosts);
    try (NewCaptureFile suite = NewCaptureFile.createSuite(to);
        Importing importing =
            new Importing(
                suite,
                sanitise.sanitiser(Invocation.settings(commandLine), false),
                chosen,
                service)) {
      read(importing, commandLine.getErr());
      if (!importing.hasAny()) {
        told(importing, chosen, commandLine.getErr());
        throw CliException.usage(
            "%s: no exchange to import".formatted(files.getFirst())
                + (chosen.told().isEmpty() ? "" : " (its hosts: %s)".formatted(chosen.told())));
      }
      RecorderTotals totals = importing.finish(asked(chosen));
      told(importing, chosen, commandLine.getErr());
      warn(importing, totals, commandLine.getErr());
      commandLine
          .getOut()
          .printf("%s: %d exchanges, of %d read%n", to, totals.captured(), importing.read());
    }
    return ExitCode.OK;
  }

  private SuiteProvenance.Builder asked(ImportedHosts chosen) {
    SuiteProvenance.Builder asked = SuiteProvenance.newBuilder().setMadeBy("import");
    files.forEach(file -> asked.addSources(file.getFileName().toString()));
    chosen.asked().forEach(host -> asked.addFilters("host " + host));
    return asked;
  }

  private void read(Importing importing, PrintWriter err) {
    long done = 0;
    long total = files.stream().mapToLong(ImportCommand::size).sum();
    GorPairs pairs = new GorPairs();
    RawRoute route = new RawRoute("", 1, Keep.NOTHING, sanitise.mode());
    try (ProgressLine progress =
        new ProgressLine(err, "imported, MiB:", ProgressLine.onTerminal())) {
      for (int i = 0; i < files.size(); i++) {
        read(files.get(i), new Formats(client(i), pairs, route), importing, progress, done, total);
        done += size(files.get(i));
      }
      for (RawExchange unanswered : pairs.unanswered()) {
        importing.take(new Traffic.Seen(unanswered), files.getLast());
      }
    }
  }

  private static void read(
      Path path,
      Formats formats,
      Importing importing,
      ProgressLine progress,
      long done,
      long total) {
    try (TrafficFile file = TrafficFile.open(path, formats)) {
      for (Traffic next = file.next(); next != null; next = file.next()) {
        importing.take(next, path);
        progress.update((done + file.bytesRead()) / MIB, total / MIB, importing.leftOut().total());
      }
    } catch (MalformedTraffic malformed) {
      throw CliException.usage("%s: %s".formatted(path, malformed.getMessage()));
    } catch (IOException e) {
      throw CliException.unreadable(path, e);
    }
  }

  /** One whose requests have no cookies is known by its address: each HAR is of a browser. */
  private static String client(int file) {
    return "127.1.%d.%d".formatted(file / 250, file % 250 + 1);
  }

  /**
   * @param client of a HAR; goreplay's files, of many clients, are parts of one recording
   */
  private record Formats(String client, GorPairs pairs, RawRoute route)
      implements TrafficFile.Formats {

    @Override
    public TrafficReader har(InputStream in) throws IOException {
      return new HarReader(in, new Origin(client, route));
    }

    @Override
    public TrafficReader gor(InputStream in) {
      return new GorReader(in, pairs, new Origin("127.0.0.1", route));
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw CliException.unreadable(file, e);
    }
  }

  private static void told(Importing importing, ImportedHosts chosen, PrintWriter err) {
    importing
        .leftOut()
        .kinds()
        .forEach(
            kind ->
                err.printf(
                    "parallax: left out: %d, %s (first: %s)%n",
                    kind.count(), kind.why(), kind.first()));
    if (chosen.asked().isEmpty() && chosen.areSeveral()) {
      err.printf(
          "parallax: warning: a replay sends all of it to one target, and it is of several hosts: %s"
              + " (choose with --host)%n",
          chosen.told());
    }
  }

  private static void warn(Importing importing, RecorderTotals totals, PrintWriter err) {
    if (importing.unanswered() > 0) {
      err.printf(
          "parallax: %d exchanges have no response in the file: a replay can't tell whether they mean"
              + " something to its target%n",
          importing.unanswered());
    }
    if (importing.known() == 0) {
      err.printf(
          "parallax: warning: no request has a cookie or credentials; browsers leave them out unless"
              + " the file is saved with sensitive data%n");
    }
    if (totals.lost() > 0) {
      err.printf("parallax: warning: lost: %s%n", totals.lostByReason());
    }
    long unclassified = importing.unclassified();
    if (unclassified > 0 && unclassified * 100 >= totals.captured() * MUCH_PERCENT) {
      err.printf(
          "parallax: of %d exchanges, %d are unclassified: a word in their path is a pseudonym, and"
              + " staging may not know it (name such paths with --path)%n",
          totals.captured(), unclassified);
    }
  }
}
