package dev.parallax.cli.broker;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka of one node in this process, reachable from this machine only. Thread-safe.
 *
 * <p>What it took is kept in its data directory: a later start on it has all topics and records,
 * also where the process was killed. One live broker has a directory at a time; while its listener
 * is open, the directory's file {@code address} holds {@code HOST:PORT}.
 *
 * <p>A fatal fault of the broker, such as a full disk, is an error in the log and leaves the JVM
 * alive; the broker then takes no more records.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration FAILED_STOP_LIMIT = Duration.ofSeconds(2);
  private static final int START_ATTEMPTS = 3;
  private static final String ADDRESS_FILE = "address";
  private static final String LOG_DIRECTORY = "log";

  private final DirectoryLock lock;
  private final Path addressFile;
  private final Node node;
  private final String bootstrap;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedKafka(DirectoryLock lock, Path addressFile, Node node, String bootstrap) {
    this.lock = lock;
    this.addressFile = addressFile;
    this.node = node;
    this.bootstrap = bootstrap;
  }

  /** Starts one on a free port: {@link #start(Path, int)}. */
  public static EmbeddedKafka start(Path dataDirectory) throws IOException {
    return start(dataDirectory, 0);
  }

  /**
   * Starts one on a directory, which is made if it is not there; returns when clients can connect.
   *
   * @param port where it listens on 127.0.0.1, or 0 for a free port
   * @throws IOException in one line, if another live broker has the directory, the port is in use,
   *     or Kafka can't start on what the directory holds
   */
  public static EmbeddedKafka start(Path dataDirectory, int port) throws IOException {
    Path directory = Files.createDirectories(dataDirectory).toRealPath();
    DirectoryLock lock = DirectoryLock.tryAcquire(directory);
    if (lock == null) {
      throw new DirectoryInUse(
          "%s: another Kafka runs on it%s (stop that one, or name another directory)"
              .formatted(dataDirectory, address(directory).map(at -> ", at " + at).orElse("")));
    }
    try {
      Files.deleteIfExists(directory.resolve(ADDRESS_FILE));
      return start(lock, directory, port, START_ATTEMPTS);
    } catch (NoClassDefFoundError e) {
      lock.close();
      throw new IOException(
          "the embedded Kafka is not on the class path (expected: --embedded on the command line)",
          e);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** A port picked as free can be taken before Kafka opens it: then others are picked. */
  private static EmbeddedKafka start(DirectoryLock lock, Path directory, int port, int attempts)
      throws IOException {
    Ports ports = Ports.pick(port);
    Node node;
    try {
      node = Node.start(directory.resolve(LOG_DIRECTORY), ports);
    } catch (Exception e) {
      if (attempts > 1 && causes(e).anyMatch(BindException.class::isInstance)) {
        return start(lock, directory, port, attempts - 1);
      }
      throw new IOException("%s: Kafka does not start on it: %s".formatted(directory, words(e)), e);
    }
    String bootstrap = BrokerSettings.HOST + ":" + ports.clients();
    try {
      return new EmbeddedKafka(lock, writeAddress(directory, bootstrap), node, bootstrap);
    } catch (IOException e) {
      node.stop(STOP_LIMIT);
      throw e;
    }
  }

  private static Path writeAddress(Path directory, String bootstrap) throws IOException {
    Path file = directory.resolve(ADDRESS_FILE);
    Path written = directory.resolve(ADDRESS_FILE + ".new");
    Files.writeString(written, bootstrap);
    return Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** In one line, which Kafka's messages are not always. */
  private static String words(Exception failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getName())
        .replaceAll("\\s+", " ");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  /**
   * Where the live broker that has a directory can be reached, be it in this process or another;
   * empty if there is none, or it is just starting or ending. Needs no broker on the class path.
   */
  public static Optional<String> runningAt(Path dataDirectory) throws IOException {
    if (!Files.isDirectory(dataDirectory)) {
      return Optional.empty();
    }
    Path directory = dataDirectory.toRealPath();
    return DirectoryLock.isHeld(directory) ? address(directory) : Optional.empty();
  }

  private static Optional<String> address(Path directory) throws IOException {
    try {
      return Optional.of(Files.readString(directory.resolve(ADDRESS_FILE)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** {@code 127.0.0.1:PORT}, for clients on this machine. */
  public String bootstrap() {
    return bootstrap;
  }

  /**
   * Stops it in order; what it took is on disk then. A second call does nothing. Waits for 20 s at
   * most, also where the thread is interrupted.
   */
  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      Files.deleteIfExists(addressFile);
    } finally {
      if (node.stop(FatalFaults.happened() ? FAILED_STOP_LIMIT : STOP_LIMIT)) {
        lock.close();
      } else {
        log.error(
            "the embedded Kafka did not stop in time; its directory is in use until this process"
                + " ends");
      }
    }
  }
}
