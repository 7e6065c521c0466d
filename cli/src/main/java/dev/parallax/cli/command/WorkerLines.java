package dev.parallax.cli.command;

import dev.parallax.cli.progress.ProgressLine;
import dev.parallax.replayer.WorkerListener;
import dev.parallax.replayer.runlog.Progress;
import java.io.PrintWriter;
import java.util.Set;
import java.util.TreeSet;

/** Prints what a worker does, and how far the run is that it takes part in. Thread-safe. */
final class WorkerLines implements WorkerListener, AutoCloseable {

  private final ProgressLine run;

  WorkerLines(PrintWriter err) {
    run = new ProgressLine(err, "parallax worker: the run is at", ProgressLine.onTerminal());
  }

  @Override
  public void assigned(Set<Integer> partitions) {
    run.say("parallax worker: partitions " + new TreeSet<>(partitions));
  }

  @Override
  public void began(String runId, Set<Integer> partitions) {
    run.say("parallax worker: run %s: partitions %s".formatted(runId, new TreeSet<>(partitions)));
  }

  @Override
  public void progressed(String runId, Progress progress) {
    run.update(progress.done(), progress.planned(), progress.failures(), progress.elapsed());
  }

  @Override
  public void ended(String runId, String because) {
    run.say("parallax worker: run %s: %s".formatted(runId, because));
  }

  @Override
  public void warned(String sentence) {
    run.say("parallax worker: warning: " + sentence);
  }

  @Override
  public void close() {
    run.close();
  }
}
