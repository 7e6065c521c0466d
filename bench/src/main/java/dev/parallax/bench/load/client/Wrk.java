package dev.parallax.bench.load.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the load generator {@code wrk} for a bounded time, and reads what it counted. */
public final class Wrk {

  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([\\d.]+)(ms|s|m)");
  private static final Pattern NON_2XX = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern SOCKET_ERRORS =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

  /** What wrk may take beyond its time, to connect and to end. */
  private static final int GRACE_SECONDS = 30;

  private Wrk() {}

  /** As fast as answers come, over one thread, on the processors of the thread that calls this. */
  public static Load run(int port, Call call, int connections, int seconds)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("wrk", ".lua");
    Path printed = Files.createTempFile("wrk", ".out");
    Process process = null;
    try {
      Files.writeString(script, call.luaScript());
      process =
          new ProcessBuilder(command(port, script, connections, seconds))
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      boolean ended = process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS);
      String words = Files.readString(printed, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new IOException("wrk failed: " + words.strip());
      }
      return parse(words, connections);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(script);
      Files.deleteIfExists(printed);
    }
  }

  private static List<String> command(int port, Path script, int connections, int seconds) {
    return List.of(
        "wrk",
        "-t1",
        "-c" + connections,
        "-d" + seconds + "s",
        "-s",
        script.toString(),
        "http://127.0.0.1:" + port);
  }

  static Load parse(String printed, int connections) throws IOException {
    Matcher requests = REQUESTS.matcher(printed);
    if (!requests.find()) {
      throw new IOException("wrk printed no count: " + printed.strip());
    }
    double unit =
        switch (requests.group(3)) {
          case "ms" -> 1e-3;
          case "m" -> 60;
          default -> 1;
        };
    return new Load(
        Long.parseLong(requests.group(1)),
        connections,
        Double.parseDouble(requests.group(2)) * unit,
        errors(printed),
        Double.NaN,
        Double.NaN);
  }

  private static long errors(String printed) {
    long errors = 0;
    Matcher bad = NON_2XX.matcher(printed);
    if (bad.find()) {
      errors += Long.parseLong(bad.group(1));
    }
    Matcher sockets = SOCKET_ERRORS.matcher(printed);
    if (sockets.find()) {
      for (int i = 1; i <= sockets.groupCount(); i++) {
        errors += Long.parseLong(sockets.group(i));
      }
    }
    return errors;
  }
}
