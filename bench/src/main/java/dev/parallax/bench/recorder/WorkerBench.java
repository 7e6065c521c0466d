package dev.parallax.bench.recorder;

import com.google.protobuf.MessageLite;
import com.sun.management.OperatingSystemMXBean;
import dev.parallax.bench.log.Broker;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.log.kafka.KafkaLog;
import dev.parallax.recorder.log.kafka.KafkaSettings;
import dev.parallax.recorder.log.kafka.LogLayout;
import dev.parallax.recorder.log.kafka.Waits;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The whole recorder at saturation, writing into Kafka and into a log that keeps nothing, beside
 * Kafka's producer alone that sends the same bytes: by turns, in one process, the broker in
 * another.
 */
final class WorkerBench implements AutoCloseable {

  private static final OperatingSystemMXBean SELF =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Of one measurement. */
  private static final long BODY_BYTES = 24 << 20;

  static final String INTO_KAFKA = "recorder into Kafka: ";
  static final String INTO_NOTHING = "recorder into nothing: ";
  static final String BARE = "Kafka's producer alone: ";

  private final Map<String, UnderLoad> recorders = new LinkedHashMap<>();
  private final Map<String, List<Measured>> results = new LinkedHashMap<>();
  private final Broker broker;
  private long lost;

  WorkerBench(Broker broker) {
    this.broker = broker;
  }

  /**
   * One measurement.
   *
   * @param cost of the thread that records, or that sends
   * @param processMicros of the whole process but for the thread that submits, per exchange
   */
  record Measured(Cost cost, double processMicros, double perSecond) {}

  private interface Work {
    Cost run() throws IOException;
  }

  /**
   * Each kind of traffic once more.
   *
   * @param round those up to 0 warm up, and are forgotten
   */
  void round(List<Traffic> kinds, int round) throws IOException {
    for (Traffic kind : kinds) {
      List<RawExchange> exchanges = kind.exchanges(round, BODY_BYTES);
      Keeping kept = new Keeping();
      measure(INTO_KAFKA + kind.title(), () -> recorder(kind).record(exchanges));
      try (UnderLoad once = UnderLoad.of(kept)) {
        var _ = once.record(exchanges);
      }
      measure(BARE + kind.title(), () -> bareProducer(kept.records, exchanges));
      measure(
          INTO_NOTHING + kind.title(),
          () ->
              recorders
                  .computeIfAbsent(INTO_NOTHING + kind, _ -> UnderLoad.of(new Forgetting()))
                  .record(exchanges));
    }
    if (round <= 0) {
      results.clear();
    }
  }

  private UnderLoad recorder(Traffic kind) throws IOException {
    UnderLoad known = recorders.get(INTO_KAFKA + kind);
    if (known != null) {
      return known;
    }
    KafkaLog log =
        KafkaLog.open(
            KafkaSettings.of(broker.bootstrap()), LogLayout.defaults(), Waits.run(), _ -> {});
    log.awaitReady(Duration.ofSeconds(30));
    UnderLoad recorder = UnderLoad.of(log);
    recorders.put(INTO_KAFKA + kind, recorder);
    return recorder;
  }

  private void measure(String subject, Work work) throws IOException {
    long process = SELF.getProcessCpuTime();
    long own = Cost.threadNanos();
    long began = System.nanoTime();
    Cost cost = work.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    double ownMicros = subject.startsWith(BARE) ? 0 : (Cost.threadNanos() - own) / 1e3;
    double processMicros = (SELF.getProcessCpuTime() - process) / 1e3 - ownMicros;
    results
        .computeIfAbsent(subject, _ -> new ArrayList<>())
        .add(new Measured(cost, processMicros / cost.exchanges(), cost.exchanges() / seconds));
  }

  /** With the settings of the log. */
  private Cost bareProducer(List<ProducerRecord<byte[], byte[]>> records, List<RawExchange> of) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            broker.bootstrap(),
            "compression.type",
            "lz4",
            "linger.ms",
            100,
            "batch.size",
            128 << 10,
            "buffer.memory",
            8 << 20,
            "acks",
            "all",
            "key.serializer",
            ByteArraySerializer.class,
            "value.serializer",
            ByteArraySerializer.class);
    long bodyBytes = of.stream().mapToLong(Traffic::bodyBytes).sum();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config)) {
      var _ = producer.partitionsFor(Keeping.TOPIC);
      return Cost.of(
          records.size(),
          bodyBytes,
          () -> {
            for (ProducerRecord<byte[], byte[]> record : records) {
              var _ = producer.send(record);
            }
            producer.flush();
          });
    }
  }

  /** Encodes, as any log must. */
  private static class Forgetting implements EventLog {

    @Override
    public void append(Sanitised<? extends MessageLite> event, Receipt receipt) {
      keep(event.event(), event.event().toByteArray());
      receipt.settled(true);
    }

    void keep(MessageLite event, byte[] bytes) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** What the log would send. */
  private static final class Keeping extends Forgetting {

    static final String TOPIC = "parallax.exchanges";

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    @Override
    void keep(MessageLite event, byte[] bytes) {
      if (event instanceof Exchange exchange) {
        byte[] key = exchange.getSession().getBytes(StandardCharsets.UTF_8);
        records.add(new ProducerRecord<>(TOPIC, key, bytes));
      }
    }
  }

  /** Median; NaN for what was not measured. */
  double median(String subject, ToDoubleFunction<Measured> of) {
    List<Double> sorted =
        results.getOrDefault(subject, List.of()).stream()
            .map(of::applyAsDouble)
            .sorted(Comparator.naturalOrder())
            .toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }

  List<String> table() {
    List<String> rows =
        new ArrayList<>(
            List.of(
                "| | its thread, CPU µs per exchange | bytes it allocates | the process, CPU µs | exchanges/s |",
                "| --- | --- | --- | --- | --- |"));
    for (String subject : results.keySet()) {
      rows.add(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %,.0f | %.1f | %,.0f |",
              subject,
              median(subject, measured -> measured.cost().microsEach()),
              median(subject, measured -> measured.cost().allocatedEach()),
              median(subject, Measured::processMicros),
              median(subject, Measured::perSecond)));
    }
    return rows;
  }

  /** Of all that was submitted, once closed. */
  long lost() {
    return lost;
  }

  @Override
  public void close() {
    for (UnderLoad recorder : recorders.values()) {
      recorder.close();
      lost += recorder.lost();
    }
    recorders.clear();
  }
}
