package dev.parallax.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program under measurement (or the origin behind it), pinned to a processor, on a free port. */
final class Subject implements AutoCloseable {

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final String name;
  private final Process process;
  private final Path log;
  private final int port;

  private Subject(String name, Process process, Path log, int port) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** An nginx of one worker that answers every request with 1 KiB of JSON. */
  static Subject origin(Path directory, String cpu) throws IOException {
    int port = freePort();
    String location = "default_type application/json; return 200 '%s';".formatted(Cell.json());
    return nginx("origin", directory, cpu, port, "", location);
  }

  /** An nginx of one worker that proxies with keep-alive to the origin and logs nothing. */
  static Subject nginxProxy(Path directory, String cpu, Subject origin) throws IOException {
    String upstream =
        "upstream origin { server 127.0.0.1:%d; keepalive 64; }".formatted(origin.port);
    String location =
        "proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection '';";
    return nginx("nginx", directory, cpu, freePort(), upstream, location);
  }

  /** The packaged proxy of this project. */
  static Subject parallax(
      String name, Path launcher, String cpu, Subject origin, List<String> options)
      throws IOException {
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                "taskset",
                "-c",
                cpu,
                launcher.toString(),
                "proxy",
                "--listen",
                "127.0.0.1:" + port,
                "--upstream",
                origin.url()));
    command.addAll(options);
    return started(name, command, port);
  }

  private static Subject nginx(
      String name, Path directory, String cpu, int port, String upstream, String location)
      throws IOException {
    Files.createDirectories(directory);
    Path config = directory.resolve("nginx.conf");
    Files.writeString(
        config,
        """
        daemon off; worker_processes 1; pid %1$s/pid; error_log %1$s/error.log crit;
        events { worker_connections 1024; }
        http {
          access_log off; keepalive_requests 100000000; client_body_buffer_size 64k;
          client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/f;
          uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
          %3$s
          server { listen 127.0.0.1:%2$d; location / { %4$s } }
        }
        """
            .formatted(directory, port, upstream, location));
    return started(
        name,
        List.of("taskset", "-c", cpu, "nginx", "-p", directory.toString(), "-c", config.toString()),
        port);
  }

  private static Subject started(String name, List<String> command, int port) throws IOException {
    Path log = Files.createTempFile(name.replace(' ', '-'), ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Subject subject = new Subject(name, process, log, port);
    subject.awaitListening();
    return subject;
  }

  private void awaitListening() throws IOException {
    long deadline = System.nanoTime() + START_NANOS;
    while (System.nanoTime() < deadline && process.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
    close();
    throw new IOException(name + " did not start listening");
  }

  String name() {
    return name;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Processor time used so far by the program and its workers, in microseconds. */
  double cpuMicros() throws IOException {
    return CpuTime.micros(
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .filter(ProcessHandle::isAlive)
            .map(ProcessHandle::pid)
            .toList());
  }

  /** Resident memory of the program and its workers, in MiB. */
  long residentMib() throws IOException {
    long kib = 0;
    for (ProcessHandle handle :
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
      Path status = Path.of("/proc", Long.toString(handle.pid()), "status");
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          kib += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kib / 1024;
  }

  /** The last line that the program printed: of a proxy that has ended, what it recorded. */
  String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? "" : lines.getLast();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
