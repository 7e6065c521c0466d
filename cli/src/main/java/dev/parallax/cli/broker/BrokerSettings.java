package dev.parallax.cli.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@code server.properties} would say: one node that is broker and controller, reachable
 * from this machine only, which keeps every record until a topic says otherwise.
 */
final class BrokerSettings {

  static final String HOST = "127.0.0.1";
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final int MIB = 1 << 20;

  /** An event of 16 MiB and what a record adds to it. */
  private static final int MAX_RECORD_BYTES = 17 * MIB;

  private BrokerSettings() {}

  static Map<String, String> of(Path logDirectory, Ports ports) {
    return Stream.of(node(logDirectory, ports), oneOfEach(), topics(), groups(), thrift())
        .flatMap(part -> part.entrySet().stream())
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, setting -> setting.getValue().toString()));
  }

  private static Map<String, Object> node(Path logDirectory, Ports ports) {
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        NODE_ID,
        "log.dirs",
        logDirectory.toString(),
        "listeners",
        "PLAINTEXT://%1$s:%2$d,%3$s://%1$s:%4$d"
            .formatted(HOST, ports.clients(), CONTROLLER_LISTENER, ports.controller()),
        "controller.listener.names",
        CONTROLLER_LISTENER,
        "controller.quorum.voters",
        "%d@%s:%d".formatted(NODE_ID, HOST, ports.controller()),
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        // After a kill, the next start waits until the node's former session has ended.
        "broker.session.timeout.ms",
        3_000,
        "broker.heartbeat.interval.ms",
        500);
  }

  /** There is no second node to hold a replica. */
  private static Map<String, Object> oneOfEach() {
    return Map.of(
        "offsets.topic.num.partitions", 1,
        "offsets.topic.replication.factor", 1,
        "transaction.state.log.num.partitions", 1,
        "transaction.state.log.replication.factor", 1,
        "transaction.state.log.min.isr", 1,
        "share.coordinator.state.topic.num.partitions", 1,
        "share.coordinator.state.topic.replication.factor", 1,
        "share.coordinator.state.topic.min.isr", 1,
        "default.replication.factor", 1,
        "min.insync.replicas", 1);
  }

  private static Map<String, Object> topics() {
    return Map.of(
        // Allocated whole for each partition, twice: 10 MiB by default.
        "log.index.size.max.bytes",
        MIB,
        "auto.create.topics.enable",
        false,
        "message.max.bytes",
        MAX_RECORD_BYTES,
        "log.retention.ms",
        -1,
        // It would hold 128 MiB of heap; what one machine's compacted topics grow to is less.
        "log.cleaner.enable",
        false);
  }

  private static Map<String, Object> groups() {
    return Map.of(
        "group.initial.rebalance.delay.ms", 0,
        // A worker that was killed gives up its partitions after this, not after 45 s.
        "group.consumer.session.timeout.ms", 10_000,
        "group.consumer.min.session.timeout.ms", 6_000,
        "group.consumer.heartbeat.interval.ms", 2_000,
        "group.consumer.min.heartbeat.interval.ms", 1_000);
  }

  /** Few threads, and requests waiting in memory bounded in bytes. */
  private static Map<String, Object> thrift() {
    return Map.of(
        "num.network.threads", 1,
        "num.io.threads", 2,
        "background.threads", 2,
        "num.recovery.threads.per.data.dir", 1,
        "group.coordinator.threads", 1,
        "share.coordinator.threads", 1,
        "socket.request.max.bytes", 2 * MAX_RECORD_BYTES,
        "queued.max.request.bytes", 4 * MAX_RECORD_BYTES,
        // An idle controller would write a record and sync the disk twice a second.
        "metadata.max.idle.interval.ms", 0);
  }
}
