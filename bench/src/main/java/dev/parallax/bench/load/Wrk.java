package dev.parallax.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the load generator {@code wrk} for a bounded time, and reads what it counted. */
final class Wrk {

  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([\\d.]+)(ms|s|m)");
  private static final Pattern NON_2XX = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern SOCKET_ERRORS =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

  private Wrk() {}

  /**
   * @param errors responses other than 2xx and 3xx, and socket errors
   */
  record Load(long requests, double seconds, long errors) {
    double requestsPerSecond() {
      return requests / seconds;
    }
  }

  static Load run(String cpu, String url, Cell cell, int connections, int seconds)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("wrk", ".lua");
    try {
      Files.writeString(script, cell.luaScript());
      List<String> command =
          new ArrayList<>(
              List.of(
                  "taskset",
                  "-c",
                  cpu,
                  "wrk",
                  "-t1",
                  "-c" + connections,
                  "-d" + seconds + "s",
                  "-s",
                  script.toString(),
                  url));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("wrk failed: " + printed.strip());
      }
      return parse(printed);
    } finally {
      Files.deleteIfExists(script);
    }
  }

  static Load parse(String printed) throws IOException {
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
    return new Load(
        Long.parseLong(requests.group(1)), Double.parseDouble(requests.group(2)) * unit, errors);
  }
}
