package dev.parallax.bench.load.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A directory for what is written, and the processes that write: both end with it, which the end of
 * this JVM sees to as well. Thread-safe.
 */
public final class Workspace implements AutoCloseable {

  /** More than a proxy takes to drain and to deliver its last exchanges. */
  private static final int END_SECONDS = 40;

  private static final Path MEMORY = Path.of("/dev/shm");

  private final List<Path> directories;
  private final Deque<Process> processes = new ArrayDeque<>();

  private Workspace(List<Path> directories) {
    this.directories = directories;
  }

  public static Workspace create() throws IOException {
    List<Path> directories = new ArrayList<>();
    directories.add(Files.createTempDirectory("parallax-bench"));
    if (Files.isWritable(MEMORY)) {
      directories.add(Files.createTempDirectory(MEMORY, "parallax-bench"));
    }
    Workspace workspace = new Workspace(List.copyOf(directories));
    Runtime.getRuntime().addShutdownHook(new Thread(workspace::close));
    return workspace;
  }

  public Path directory(String name) throws IOException {
    return Files.createDirectories(directories.getFirst().resolve(name));
  }

  /** On tmpfs; among the others where there is none. */
  public Path directoryInMemory(String name) throws IOException {
    return Files.createDirectories(directories.getLast().resolve(name));
  }

  synchronized Process start(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    processes.push(process);
    return process;
  }

  /** Tells it to end, and waits until it has; kills it if that takes too long. */
  static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  @Override
  public synchronized void close() {
    processes.forEach(Process::destroy);
    processes.forEach(Workspace::end);
    processes.clear();
    try {
      for (Path directory : directories) {
        delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
