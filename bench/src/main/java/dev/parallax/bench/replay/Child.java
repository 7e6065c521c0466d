package dev.parallax.bench.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One run of a program from start to end.
 *
 * @param cpuSeconds user and system, of all its threads, as the shell that started it accounts for
 * @param peakMib resident at most, as the kernel keeps it; looked at five times a second
 * @param words what it printed
 */
record Child(int exitCode, double seconds, double cpuSeconds, double peakMib, String words) {

  private static final int STEP_MILLIS = 200;
  private static final Pattern TIMES = Pattern.compile("bench-times ([0-9.]+) ([0-9.]+)\\s*$");

  /** As users start it, timed by the shell. */
  static Child run(Path directory, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> timed = new ArrayList<>();
    timed.addAll(List.of("bash", "-c", "TIMEFORMAT='bench-times %U %S'; time \"$@\"", "bench"));
    timed.addAll(command);
    Path log = Files.createTempFile(directory, "child", ".log");
    ProcessBuilder builder = new ProcessBuilder(timed).redirectErrorStream(true);
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    Process process = builder.redirectOutput(log.toFile()).start();
    double peak = 0;
    try {
      while (!process.waitFor(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, peakMib(process));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    String words = Files.readString(log).strip();
    Files.delete(log);
    Matcher times = TIMES.matcher(words);
    if (!times.find()) {
      throw new IOException("%s: not timed: %s".formatted(command, words));
    }
    double cpu = Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
    return new Child(
        process.exitValue(), seconds, cpu, peak, words.substring(0, times.start()).strip());
  }

  /**
   * The same, which is to end well.
   *
   * @throws IOException with its words, if it did not
   */
  static Child succeed(Path directory, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Child child = run(directory, command, environment);
    if (child.exitCode() != 0) {
      throw new IOException(
          "%s: exit code %d: %s".formatted(command, child.exitCode(), child.words()));
    }
    return child;
  }

  private static double peakMib(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToDouble(it -> peakMib(it.pid()))
        .max()
        .orElse(0);
  }

  /** 0 of one that has just ended. */
  private static double peakMib(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          / 1024.0;
    } catch (IOException | UncheckedIOException ended) {
      return 0;
    }
  }
}
