package dev.parallax.cli.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command line, run as anybody runs it: each command in a process of its own, what it prints in
 * a file, and without the broker's jars. All end with this one.
 */
final class Children implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 20;

  private final Workplace place;
  private final List<Process> running = new CopyOnWriteArrayList<>();

  Children(Workplace place) {
    this.place = place;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "end-children"));
  }

  /** A command that runs until it is ended. */
  record Serving(Process process, Path log) {}

  /** A command that ended. */
  record Ended(int exitCode, String printed) {}

  /**
   * Waits until a command says something.
   *
   * @param says the first group is returned
   * @throws IOException with what it said instead
   */
  String await(Serving serving, Pattern says) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() - deadline < 0) {
      Matcher matcher = says.matcher(Files.readString(serving.log()));
      if (matcher.find()) {
        return matcher.group(1);
      }
      if (serving.process().waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw new IOException(
        "%s: does not say \"%s\": %s"
            .formatted(serving.log(), says, Files.readString(serving.log()).strip()));
  }

  Serving serve(String name, List<String> arguments) throws IOException {
    Path log = place.log(name);
    Process process =
        new ProcessBuilder(command(arguments))
            .directory(place.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    running.add(process);
    return new Serving(process, log);
  }

  /**
   * Runs a command to its end.
   *
   * @param said told each line as it is printed
   */
  Ended run(String name, List<String> arguments, Consumer<String> said)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(arguments))
            .directory(place.directory().toFile())
            .redirectErrorStream(true)
            .start();
    running.add(process);
    StringBuilder printed = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        printed.append(line).append('\n');
        said.accept(line);
      }
    }
    Files.writeString(place.log(name), printed);
    return new Ended(process.waitFor(), printed.toString());
  }

  /** The JVM's own flags and class path, as the launcher chose them. */
  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xmx"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
    command.add("dev.parallax.cli.Main");
    command.addAll(arguments);
    return command;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !Path.of("/").resolve(entry).resolveSibling("").endsWith("broker"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void kill() {
    running.forEach(Process::destroyForcibly);
  }

  /** Asks all to end, and waits for each. */
  @Override
  public void close() {
    running.forEach(Process::destroy);
    for (Process process : running) {
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
