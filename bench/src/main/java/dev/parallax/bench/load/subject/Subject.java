package dev.parallax.bench.load.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program under measurement, or one that stands around it: running, on a port of its own. */
public final class Subject implements AutoCloseable {

  /** Less than this share of a processor in use means that what was asked of it is done. */
  private static final double IDLE_SHARE = 0.03;

  private static final int SETTLE_STEP_MILLIS = 150;
  private static final int MAX_SETTLE_STEPS = 40;

  private final Kind kind;
  private final Process process;
  private final Path log;
  private final int port;
  private final @Nullable Path written;
  private final double readySeconds;
  private final Traffic traffic = new Traffic();

  private Subject(
      Kind kind, Process process, Path log, int port, @Nullable Path written, double readySeconds) {
    this.kind = kind;
    this.process = process;
    this.log = log;
    this.port = port;
    this.written = written;
    this.readySeconds = readySeconds;
  }

  /**
   * Starts it; returns once it has answered a request.
   *
   * @param written what it appends to with each request, which {@link #tidy} empties
   */
  static Subject start(
      Workspace workspace, Kind kind, List<String> command, int port, @Nullable Path written)
      throws IOException {
    Path log = Files.createTempFile(workspace.directory("logs"), kind.id(), ".log");
    long start = System.nanoTime();
    Process process = workspace.start(command, log);
    try {
      FirstAnswer.await(port, process);
    } catch (IOException e) {
      throw new IOException(kind.title() + " does not answer: " + Files.readString(log).strip(), e);
    }
    double readySeconds = (System.nanoTime() - start) / 1e9;
    Subject subject = new Subject(kind, process, log, port, written, readySeconds);
    subject.traffic.sent(1, 0);
    return subject;
  }

  public Kind kind() {
    return kind;
  }

  public int port() {
    return port;
  }

  /** From the start of its process to its first answer. */
  public double readySeconds() {
    return readySeconds;
  }

  public Traffic traffic() {
    return traffic;
  }

  /** Processor time used so far by the program and its workers, in microseconds. */
  public double cpuMicros() throws IOException {
    double micros = 0;
    for (long pid : pids()) {
      micros += CpuClock.micros(pid);
    }
    return micros;
  }

  /**
   * Waits, within 6 s, until it has done what it was asked for: what a proxy works on behind its
   * answers is its own cost, and not to be paid by the one that is measured next.
   */
  public void settle() throws IOException, InterruptedException {
    double before = cpuMicros();
    for (int step = 0; step < MAX_SETTLE_STEPS; step++) {
      Thread.sleep(SETTLE_STEP_MILLIS);
      double now = cpuMicros();
      if (now - before < SETTLE_STEP_MILLIS * 1e3 * IDLE_SHARE) {
        return;
      }
      before = now;
    }
  }

  /** Empties what it wrote, which must be something. */
  public void tidy() throws IOException {
    if (written != null) {
      if (Files.size(written) == 0) {
        throw new IOException(kind.title() + " wrote nothing to " + written);
      }
      Files.newOutputStream(written).close();
    }
  }

  /** Resident memory of the program and its workers, in MiB. */
  public double residentMib() throws IOException {
    long kib = 0;
    for (long pid : pids()) {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          kib += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kib / 1024.0;
  }

  private List<Long> pids() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .toList();
  }

  /** All that the program printed. */
  public String words() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    Workspace.end(process);
  }
}
