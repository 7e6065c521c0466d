package dev.parallax.bench.replay;

import dev.parallax.proto.Event;
import dev.parallax.recorder.log.PlxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs of the packaged command line over made-up recordings, into run files. */
final class Replays {

  private static final int OK = 200;

  private final Path launcher;
  private final Path directory;
  private final int port;

  Replays(Path launcher, Path directory, int port) {
    this.launcher = launcher;
    this.directory = directory;
    this.port = port;
  }

  /**
   * One replay.
   *
   * @param unanswered exchanges of the recording that the run file has no answer of 200 to
   */
  record Replayed(Child child, long unanswered) {}

  Path directory() {
    return directory;
  }

  /** A recording of so many exchanges, made where it is not there yet. */
  Path recording(int exchanges) throws IOException {
    Path file = directory.resolve(exchanges + ".plx");
    if (!Files.exists(file)) {
      System.err.printf("recording %,d exchanges%n", exchanges);
      Recording.write(file, exchanges);
    }
    return file;
  }

  /** Where a run is written; the next one takes its place. */
  Path runFile() {
    return directory.resolve("run.plx");
  }

  /** Sends a recording to one leg, each exchange once, and reads what is in the run file. */
  Replayed replay(int exchanges, String jvm, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(launcher.toString(), "replay", recording(exchanges).toString(), "--judge"));
    command.addAll(List.of("statistics", "--candidate", "http://127.0.0.1:" + port));
    command.addAll(List.of("-o", runFile().toString()));
    command.addAll(List.of(options));
    Child child = Child.succeed(directory, command, Map.of("PARALLAX_JVM_ARGS", jvm));
    return new Replayed(child, exchanges - answered(runFile()));
  }

  /** The report of the last run. */
  Path compare() throws IOException, InterruptedException {
    Path report = directory.resolve("report");
    // Its verdict says nothing here: there is no control.
    var _ =
        Child.run(
            directory,
            List.of(
                launcher.toString(),
                "compare",
                runFile().toString(),
                "--report",
                report.toString()),
            Map.of());
    return report.resolve("report.json");
  }

  private static long answered(Path run) throws IOException {
    long answered = 0;
    try (PlxReader reader = PlxReader.open(run)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        answered +=
            event.hasOutcome() && event.getOutcome().getResponse().getStatus() == OK ? 1 : 0;
      }
    }
    return answered;
  }
}
