package dev.parallax.bench.load.subject;

import dev.parallax.bench.load.client.Payload;
import dev.parallax.bench.log.Broker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Origin, staging and broker on the load side, and whatever proxy is asked for in front of them.
 */
public final class Lineup implements AutoCloseable {

  private final Workspace workspace;
  private final Cores cores;
  private final Path launcher;
  private final int maxConnections;
  private final Broker broker;
  private final Subject origin;
  private final Subject staging;

  private Lineup(Workspace workspace, Cores cores, Path launcher, int maxConnections, Broker broker)
      throws IOException {
    this.workspace = workspace;
    this.cores = cores;
    this.launcher = launcher;
    this.maxConnections = maxConnections;
    this.broker = broker;
    Path large = workspace.directory("origin").resolve("16k.json");
    Files.writeString(large, Payload.orders(Payload.LARGE_ORDERS));
    this.origin = nginx(Kind.DIRECT, "origin", cores.load(), Nginx.origin(large), null);
    this.staging = nginx(Kind.DIRECT, "staging", cores.load(), Nginx.staging(), null);
  }

  /**
   * @param launcher of this project's packaged command line
   * @param maxConnections that clients will hold at a time
   */
  public static Lineup start(Workspace workspace, Cores cores, Path launcher, int maxConnections)
      throws IOException {
    // On the load side, since this process is.
    Broker broker = Broker.start(workspace.directory("kafka"));
    try {
      return new Lineup(workspace, cores, launcher, maxConnections, broker);
    } catch (IOException e) {
      broker.close();
      throw e;
    }
  }

  /** The origin for {@link Kind#DIRECT}; otherwise a new process, each time. */
  public Subject subject(Kind kind) throws IOException {
    return switch (kind) {
      case DIRECT -> origin;
      case NGINX -> nginx(kind, "nginx", cores.proxy(), Nginx.proxy(origin.port()), null);
      case MIRROR -> {
        Nginx mirror = Nginx.mirror(origin.port(), staging.port());
        yield nginx(kind, "mirror", cores.proxy(), mirror, null);
      }
      case LUA -> {
        Path log = workspace.directoryInMemory("lua").resolve("exchanges.json");
        yield nginx(kind, "lua", cores.proxy(), Nginx.lua(origin.port(), log), log);
      }
      case HAPROXY -> haproxy();
      case OFF -> parallax(kind, List.of("--no-record"));
      case ON -> parallax(kind, List.of("--kafka", broker.bootstrap(), "--ephemeral-key"));
    };
  }

  public Broker broker() {
    return broker;
  }

  private Subject nginx(Kind kind, String name, String cpus, Nginx nginx, @Nullable Path written)
      throws IOException {
    int port = freePort();
    Path directory = workspace.directory(name + "-" + port);
    Path config = directory.resolve("nginx.conf");
    Files.writeString(config, nginx.config(directory, port));
    return start(
        kind,
        List.of("nginx", "-p", directory.toString(), "-c", config.toString()),
        cpus,
        port,
        written);
  }

  private Subject haproxy() throws IOException {
    int port = freePort();
    Path config = workspace.directory("haproxy-" + port).resolve("haproxy.cfg");
    Files.writeString(config, Haproxy.config(port, origin.port(), maxConnections + 100));
    return start(
        Kind.HAPROXY,
        List.of("haproxy", "-db", "-f", config.toString()),
        cores.proxy(),
        port,
        null);
  }

  private Subject parallax(Kind kind, List<String> options) throws IOException {
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                launcher.toString(),
                "proxy",
                "--listen=127.0.0.1:" + port,
                "--upstream=http://127.0.0.1:" + origin.port(),
                "--max-connections=" + (maxConnections + 100)));
    command.addAll(options);
    return start(kind, command, cores.proxy(), port, null);
  }

  private Subject start(
      Kind kind, List<String> command, String cpus, int port, @Nullable Path written)
      throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", cpus));
    pinned.addAll(command);
    return Subject.start(workspace, kind, pinned, port, written);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The broker; the workspace ends the others. */
  @Override
  public void close() throws IOException {
    broker.close();
  }
}
