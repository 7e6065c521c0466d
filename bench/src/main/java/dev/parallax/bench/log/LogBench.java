package dev.parallax.bench.log;

import com.sun.management.OperatingSystemMXBean;
import dev.parallax.bench.log.Subjects.Work;
import dev.parallax.proto.Event;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rate and cost per exchange of writing and reading the log, beside Kafka's bare clients and the
 * capture file, in alternating rounds of one run. The first round warms up and is left out; the
 * ratio is taken round by round against the bare client, and medians are printed.
 */
public final class LogBench {

  private static final OperatingSystemMXBean SELF =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Broker broker;
  private final Map<String, List<Measured>> results = new LinkedHashMap<>();

  private LogBench(Broker broker) {
    this.broker = broker;
  }

  /**
   * One measurement.
   *
   * @param cpuMicros of this process, per exchange
   * @param brokerMicros of the broker's, per exchange
   * @param perSecond exchanges
   * @param bytes on the broker's disk, per exchange written
   */
  record Measured(double cpuMicros, double brokerMicros, double perSecond, double bytes) {}

  /**
   * Runs the comparison and prints its table.
   *
   * @param args exchanges written in each measurement, and rounds
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int exchanges = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    Path work = Files.createTempDirectory("parallax-bench-log");
    try (Broker broker = Broker.start(work.resolve("kafka"))) {
      new LogBench(broker).run(exchanges, rounds, work);
    } finally {
      delete(work);
    }
  }

  private void run(int exchanges, int rounds, Path work) throws IOException, InterruptedException {
    List<Event> events = Exchanges.make(exchanges, 1);
    long bytes = events.stream().mapToLong(e -> e.getExchange().getSerializedSize()).sum();
    System.out.printf(
        "%d exchanges of %d bytes in each measurement%n", exchanges, bytes / exchanges);
    Subjects subjects = new Subjects(broker.bootstrap());
    subjects.prepare();
    Path file = work.resolve("bench.plx");
    for (int round = 0; round <= rounds; round++) {
      System.err.printf("round %d of %d%s%n", round, rounds, round == 0 ? " (warm-up)" : "");
      measure("write  bare producer, lz4", () -> subjects.bareProducer(events));
      measure("write  Kafka log, lz4", () -> subjects.kafkaLog("lz4", events));
      measure("write  Kafka log, zstd", () -> subjects.kafkaLog("zstd", events));
      measure("write  Kafka log, none", () -> subjects.kafkaLog("none", events));
      measure("write  capture file", () -> subjects.captureFile(file, events));
      measure("read   bare consumer", subjects::bareConsumer);
      measure("read   window, merged", subjects::readWindow);
      measure("read   capture file", () -> subjects.readCaptureFile(file));
      if (round == 0) {
        results.clear();
      }
    }
    print();
  }

  private void measure(String subject, Work work) throws IOException {
    long cpu = SELF.getProcessCpuTime();
    long brokerCpu = broker.cpu().toNanos();
    long bytes = broker.bytes();
    long began = System.nanoTime();
    double exchanges = work.run();
    long took = System.nanoTime() - began;
    results
        .computeIfAbsent(subject, _ -> new ArrayList<>())
        .add(
            new Measured(
                (SELF.getProcessCpuTime() - cpu) / 1e3 / exchanges,
                (broker.cpu().toNanos() - brokerCpu) / 1e3 / exchanges,
                exchanges / (took / 1e9),
                (broker.bytes() - bytes) / exchanges));
  }

  private void print() {
    System.out.printf(
        "%-28s %10s %8s %12s %12s %12s%n",
        "", "CPU µs", "to bare", "broker µs", "exchanges/s", "bytes each");
    results.forEach(
        (subject, measured) -> {
          List<Measured> bare =
              results.get(
                  subject.startsWith("write")
                      ? "write  bare producer, lz4"
                      : "read   bare consumer");
          System.out.printf(
              "%-28s %10.1f %8.2f %12.1f %,12.0f %12.0f%n",
              subject,
              median(measured.stream().map(Measured::cpuMicros).toList()),
              ratio(measured, bare == null ? measured : bare),
              median(measured.stream().map(Measured::brokerMicros).toList()),
              median(measured.stream().map(Measured::perSecond).toList()),
              median(measured.stream().map(Measured::bytes).toList()));
        });
  }

  private static double ratio(List<Measured> measured, List<Measured> bare) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      ratios.add(measured.get(i).cpuMicros() / bare.get(i).cpuMicros());
    }
    return median(ratios);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
