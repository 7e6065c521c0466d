package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.progress.ProgressLine;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.LiveReplay;
import dev.parallax.replayer.LogReplay;
import dev.parallax.replayer.Replay;
import dev.parallax.replayer.ReplaySettings;
import dev.parallax.replayer.WorkerSettings;
import dev.parallax.replayer.correlate.Correlation;
import dev.parallax.replayer.plan.Rounds;
import dev.parallax.replayer.runlog.Progress;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.TargetDown;
import dev.parallax.replayer.source.Survey;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replays a recording, or a window of the log; shared by {@code replay} and {@code check}. */
final class ReplayRun {

  private static final Duration RECENT = Duration.ofHours(1);

  @Mixin private final SourceOptions source = new SourceOptions();

  @Mixin private final FollowOptions follow = new FollowOptions();

  @Mixin private final WhereOptions meant = new WhereOptions();

  @Mixin private final ReplayOptions options = new ReplayOptions();

  @Mixin private final GrpcOptions grpc = new GrpcOptions();

  @Option(
      names = "--workers",
      description =
          "Leaves the run to the log's workers (parallax worker), and waits until they finished it."
              + " Default: this process does all.")
  private boolean workers;

  @Option(
      names = "--group",
      descriptionKey = "worker.group",
      defaultValue = WorkerSettings.DEFAULT_GROUP,
      paramLabel = "NAME",
      description = "The workers' consumer group. Default: " + WorkerSettings.DEFAULT_GROUP + ".")
  private String group = WorkerSettings.DEFAULT_GROUP;

  /** What a run was, and where. */
  record InLog(String runId, RunFinished finished) {}

  GrpcOptions grpc() {
    return grpc;
  }

  LogSource open(CommandLine commandLine) throws InterruptedException {
    // Refused before anything is connected to.
    options.requireCandidate();
    follow.check(commandLine);
    options.requireAmplify(follow.isGiven());
    var _ = options.rules();
    var _ = options.limits();
    var _ = options.staging();
    var _ = options.pools();
    var _ = grpc.descriptors();
    LogSource opened = source.open(commandLine, !follow.isGiven(), meant.where());
    if (follow.isGiven() && opened instanceof LogSource.OfFile) {
      throw CliException.usage(
          "--follow: follows a log, and no file (expected: --kafka HOST:PORT)");
    }
    if (workers && opened instanceof LogSource.OfFile) {
      throw CliException.usage("--workers: share a log, not a file (expected: --kafka HOST:PORT)");
    }
    return opened;
  }

  /**
   * Prints each binding of values, and sends nothing.
   *
   * @throws CliException if the recording can't be read (4)
   */
  void explain(CommandLine commandLine) throws InterruptedException {
    Rounds once = new Rounds(Judging.EXAMPLES, 1, false, 0);
    Correlation correlation = Correlation.counting(options.rules(), once);
    try (LogSource from = source.open(commandLine, false, meant.where())) {
      new BindingsList(commandLine.getOut()).print(from, correlation);
      WhereOptions.tellUnanswered(from.selection().where(), commandLine.getErr());
    } catch (IOException e) {
      throw CliException.couldNotRun(e);
    }
  }

  /**
   * Replays a capture file into a run file.
   *
   * @throws CliException if a target is refused (2), or down, or a file can't be used (4)
   */
  RunFinished run(LogSource.OfFile from, EventLog runLog, CommandLine commandLine)
      throws InterruptedException {
    PrintWriter err = commandLine.getErr();
    try (ProgressLine progress = new ProgressLine(err, "replaying", ProgressLine.onTerminal())) {
      Survey survey = survey(from, err);
      String name = from.file().getFileName().toString();
      RunFinished finished =
          Replay.run(
              options.settings(name, from.selection(), survey, grpc.digest()),
              survey,
              from::openWhole,
              new Sanitiser(SanitisePolicy.detect(), PseudonymKey.random(), grpc.descriptors()),
              runLog,
              listener(progress));
      // The run log is complete; a pending interrupt would only break off writing it to its end.
      Thread.interrupted();
      return finished;
    } catch (ReplayRefused e) {
      throw CliException.usage(e);
    } catch (TargetDown | IOException e) {
      throw CliException.couldNotRun(e);
    }
  }

  /**
   * Replays a window of the log; the run is left there.
   *
   * @throws CliException as above
   */
  InLog run(LogSource.OfKafka from, CommandLine commandLine) throws InterruptedException {
    PrintWriter err = commandLine.getErr();
    try (ProgressLine progress = new ProgressLine(err, "replaying", ProgressLine.onTerminal())) {
      Survey survey = survey(from, err);
      String service = String.join("", survey.services());
      ReplaySettings settings = options.settings(service, from.selection(), survey, grpc.digest());
      LogReplay replay =
          new LogReplay(from.events(), settings, survey, grpc.descriptors(), listener(progress));
      err.printf("parallax: run %s%n", settings.runId());
      RunFinished finished =
          workers ? replay.shared(from.window(), group) : replay.here(from.window());
      Thread.interrupted();
      return new InLog(settings.runId(), finished);
    } catch (ReplayRefused e) {
      throw CliException.usage(e);
    } catch (TargetDown | IOException e) {
      throw CliException.couldNotRun(e);
    }
  }

  /** Whether what is being recorded is sent, into a run file. */
  boolean follows() {
    return follow.isGiven();
  }

  /**
   * Sends what is being recorded, until it is interrupted or the time is over.
   *
   * @throws CliException as above
   */
  RunFinished follow(LogSource.OfKafka from, EventLog runLog, CommandLine commandLine)
      throws InterruptedException {
    PrintWriter err = commandLine.getErr();
    Selection meant = from.selection();
    try (ProgressLine progress = new ProgressLine(err, "replaying", ProgressLine.onTerminal())) {
      Survey recent = recent(from);
      if (recent.served().isEmpty()) {
        throw CliException.usage(
            "--follow: %s holds no exchange, so that nobody knows what production serves (expected: a log that a proxy has written to)"
                .formatted(from.name()));
      }
      String service = String.join("", one(recent.services(), from));
      Window window = follow.window();
      options.judgeStatistics();
      ReplaySettings settings =
          options.settings(
              service, new Selection(window, service, meant.where()), recent, grpc.digest());
      LiveReplay live = new LiveReplay(from.events(), settings, follow.lag(), source.longest());
      err.printf(
          "parallax: following %s, %s behind%n", from.name(), follow.lag().toSeconds() + " s");
      RunFinished finished =
          live.run(
              recent,
              new Sanitiser(SanitisePolicy.detect(), PseudonymKey.random(), grpc.descriptors()),
              runLog,
              listener(progress));
      Thread.interrupted();
      return finished;
    } catch (ReplayRefused | IllegalArgumentException e) {
      throw CliException.usage(e);
    } catch (TargetDown | IOException e) {
      throw CliException.couldNotRun(e);
    }
  }

  /** What production serves, as it was recorded lately, or ever if it was not. */
  private Survey recent(LogSource.OfKafka from) throws IOException {
    Survey hour = survey(from, Window.of(Instant.now().minus(RECENT), Instant.MAX));
    return hour.served().isEmpty() ? survey(from, Window.all()) : hour;
  }

  private Survey survey(LogSource.OfKafka from, Window window) throws IOException {
    Selection whole = new Selection(window, from.selection().service());
    return Survey.of(from.events().window(whole, source.longest())::openWhole, whole);
  }

  private static Survey survey(LogSource from, PrintWriter err) throws IOException {
    Survey survey = Survey.of(from::openWhole, from.selection());
    if (!survey.damage().isEmpty()) {
      err.printf("parallax: warning: %s: %s%n", from.name(), survey.damage());
    }
    WhereOptions.tellUnanswered(from.selection().where(), err);
    if (!from.selection().where().isAll()) {
      err.printf(
          "parallax: %d exchanges, and %d left out by the filter%n",
          survey.exchanges(), survey.leftOut());
    }
    if (survey.exchanges() == 0) {
      err.printf("parallax: %s: no exchanges in that window: nothing to replay%n", from.selected());
    }
    var _ = one(survey.services(), from);
    return survey;
  }

  private static Set<String> one(Set<String> services, LogSource from) {
    if (services.size() > 1) {
      throw CliException.usage(
          "%s: holds exchanges of %d services, which are not one build's: %s (choose one: --service NAME)"
              .formatted(
                  from.name(),
                  services.size(),
                  String.join(", ", services.stream().sorted().toList())));
    }
    return services;
  }

  private static ProgressListener listener(ProgressLine line) {
    return new ProgressListener() {
      @Override
      public void progressed(Progress progress) {
        line.update(progress.done(), progress.planned(), progress.failures(), progress.elapsed());
      }

      @Override
      public void said(String words) {
        line.say("parallax: reset hook: " + Printable.text(words));
      }

      @Override
      public void warned(String sentence) {
        line.say("parallax: warning: " + Printable.text(sentence));
      }
    };
  }
}
