package dev.parallax.cli.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Kafka's server itself, broker and controller: the one class that knows its types, but for {@link
 * FatalFaults}.
 */
final class Node {

  private final KafkaRaftServer server;

  private Node(KafkaRaftServer server) {
    this.server = server;
  }

  /**
   * Starts one on a directory, formatted where it is new; returns when its listener is open.
   *
   * @throws Exception whatever Kafka throws, which declares nothing; nothing runs on then
   */
  static Node start(Path logDirectory, Ports ports) throws Exception {
    FatalFaults.contain();
    if (!Files.exists(logDirectory.resolve("meta.properties"))) {
      format(logDirectory);
    }
    Node node =
        new Node(
            new KafkaRaftServer(
                new KafkaConfig(BrokerSettings.of(logDirectory, ports), false), Time.SYSTEM));
    try {
      node.server.startup();
    } catch (Exception e) {
      node.stop(Duration.ofSeconds(10));
      throw e;
    }
    return node;
  }

  private static void format(Path logDirectory) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(BrokerSettings.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
        .addDirectory(logDirectory.toString())
        .setMetadataLogDirectory(logDirectory.toString())
        .setIgnoreFormatted(true)
        .run();
  }

  /**
   * Shuts down in order.
   *
   * <p>Kafka's shutdown waits without a bound for a controller that may have failed, and gives up
   * when its thread is interrupted, as a command's is on Ctrl-C: it has a thread of its own.
   *
   * @return whether that was done within the limit
   */
  boolean stop(Duration limit) {
    Thread shutdown =
        Thread.ofPlatform()
            .daemon()
            .name("embedded-kafka-shutdown")
            .start(
                () -> {
                  server.shutdown();
                  server.awaitShutdown();
                });
    boolean interrupted = false;
    try {
      long deadline = System.nanoTime() + limit.toNanos();
      while (true) {
        try {
          return shutdown.join(Duration.ofNanos(deadline - System.nanoTime()));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
