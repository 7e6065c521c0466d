package dev.parallax.bench.load.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs nghttp2's load generator {@code h2load} for a bounded time, and reads what it counted. */
public final class H2load {

  private static final Pattern REQUESTS =
      Pattern.compile("requests: \\d+ total, \\d+ started, (\\d+) done, (\\d+) succeeded");
  private static final Pattern SECONDS = Pattern.compile("finished in ([\\d.]+)(us|ms|s|m)");

  /** What it may take beyond its time, to connect and to end. */
  private static final int GRACE_SECONDS = 60;

  private H2load() {}

  /**
   * As fast as answers come, over one thread, on the processors of the thread that calls this.
   *
   * @param streams at a time on each connection; 0 for HTTP/1.1, which has none
   */
  public static Load run(int port, String path, int connections, int streams, int seconds)
      throws IOException, InterruptedException {
    Path printed = Files.createTempFile("h2load", ".out");
    Process process = null;
    try {
      process =
          new ProcessBuilder(command(port, path, connections, streams, seconds))
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      boolean ended = process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS);
      String words = Files.readString(printed);
      if (!ended || process.exitValue() != 0) {
        throw new IOException("h2load failed: " + words.strip());
      }
      return parse(words, (long) connections * Math.max(1, streams));
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(printed);
    }
  }

  private static List<String> command(
      int port, String path, int connections, int streams, int seconds) {
    List<String> command =
        new ArrayList<>(
            List.of("h2load", "-t", "1", "-D", Integer.toString(seconds), "-c", "" + connections));
    command.addAll(streams == 0 ? List.of("--h1") : List.of("-m", Integer.toString(streams)));
    command.add("http://127.0.0.1:" + port + path);
    return command;
  }

  static Load parse(String printed, long underWay) throws IOException {
    Matcher requests = REQUESTS.matcher(printed);
    Matcher seconds = SECONDS.matcher(printed);
    if (!requests.find() || !seconds.find()) {
      throw new IOException("h2load printed no count: " + printed.strip());
    }
    double unit =
        switch (seconds.group(2)) {
          case "us" -> 1e-6;
          case "ms" -> 1e-3;
          case "m" -> 60;
          default -> 1;
        };
    long done = Long.parseLong(requests.group(1));
    return new Load(
        done,
        underWay,
        Double.parseDouble(seconds.group(1)) * unit,
        done - Long.parseLong(requests.group(2)),
        Double.NaN,
        Double.NaN);
  }
}
