package dev.parallax.bench.leak.wire;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code parallax proxy} in a process of its own, of which everything stays in one directory: what
 * it prints, records and leaves in its directory for temporary files.
 */
public final class ProxyProcess {

  private static final Pattern LISTENING = Pattern.compile("listening on http://[\\d.]+:(\\d+)");
  private static final Pattern ADMIN = Pattern.compile("admin on (http://[\\d.:]+)");
  private static final int START_SECONDS = 180;
  private static final int END_SECONDS = 120;
  private static final int TRY_MILLIS = 200;
  private static final int UNCHANGED_TRIES = 50;

  private final Process process;
  private final Path directory;
  private final int port;

  private ProxyProcess(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts one, and waits until it listens.
   *
   * @param directory is there; its {@code parallax.yaml} has the settings
   * @param options beside those that it listens by
   */
  public static ProxyProcess start(Path directory, String... options)
      throws IOException, InterruptedException {
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + temporary.toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.parallax.cli.Main",
                "proxy",
                "--listen=127.0.0.1:0",
                "--admin=127.0.0.1:0",
                "--bypass=0",
                "--tap-max-cpu=64",
                "--tap-max-delay=10s"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(directory.resolve("stdout").toFile())
            .redirectError(directory.resolve("stderr").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PARALLAX_"));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    for (int tries = 0; tries < START_SECONDS * 10; tries++) {
      Matcher listening = LISTENING.matcher(Files.readString(directory.resolve("stderr")));
      if (listening.find()) {
        return new ProxyProcess(process, directory, Integer.parseInt(listening.group(1)));
      }
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    process.destroyForcibly();
    throw new IOException(
        "the proxy did not start: " + Files.readString(directory.resolve("stderr")));
  }

  public int port() {
    return port;
  }

  /**
   * Waits until so many exchanges are accounted for, or no more are for a while: at its end it has
   * some seconds only for what is still to be sanitised.
   */
  public void awaitRecorded(long exchanges) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      long before = -1;
      for (int unchanged = 0; unchanged < UNCHANGED_TRIES; unchanged++) {
        long now = accounted(new String(told(client, "/metrics"), StandardCharsets.UTF_8));
        if (now >= exchanges) {
          return;
        }
        unchanged = now == before ? unchanged : 0;
        before = now;
        Thread.sleep(TRY_MILLIS);
      }
    }
  }

  private static long accounted(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("parallax_exchanges_total{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Writes what it tells its operator beside what it records. */
  public void ask(String... paths) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path : paths) {
        Files.write(directory.resolve("admin" + path.replace('/', '-')), told(client, path));
      }
    }
  }

  private byte[] told(HttpClient client, String path) throws IOException, InterruptedException {
    Matcher admin = ADMIN.matcher(Files.readString(directory.resolve("stderr")));
    if (!admin.find()) {
      throw new IOException("no admin address was printed");
    }
    HttpRequest request = HttpRequest.newBuilder(URI.create(admin.group(1) + path)).build();
    return client.send(request, BodyHandlers.ofByteArray()).body();
  }

  /** Tells it to end, and waits until it has. */
  public void end() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          "the proxy did not end well: " + Files.readString(directory.resolve("stderr")));
    }
  }
}
