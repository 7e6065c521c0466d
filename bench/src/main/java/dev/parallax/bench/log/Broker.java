package dev.parallax.bench.log;

import dev.parallax.cli.broker.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The broker in a process of its own: it ends when its standard input does. */
public final class Broker implements AutoCloseable {

  private static final String EXCHANGES = "parallax.exchanges";

  private final Process process;
  private final Path data;
  private final String bootstrap;

  private Broker(Process process, Path data, String bootstrap) {
    this.process = process;
    this.data = data;
    this.bootstrap = bootstrap;
  }

  public static Broker start(Path data) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Broker.class.getName(),
                    data.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String bootstrap = said.readLine();
    if (bootstrap == null) {
      throw new IOException("the broker did not start");
    }
    return new Broker(process, data, bootstrap);
  }

  /** What the process does: serves until nobody holds the other end of its input. */
  public static void main(String[] args) throws IOException {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]))) {
      System.out.println(kafka.bootstrap());
      while (System.in.read() >= 0) {}
    }
  }

  public String bootstrap() {
    return bootstrap;
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Bytes of the exchanges' segments so far. */
  long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .filter(file -> file.toString().contains(EXCHANGES + "-"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  /** How many exchanges it holds, by its own count. */
  public long exchanges() {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrap,
            "key.deserializer", ByteArrayDeserializer.class,
            "value.deserializer", ByteArrayDeserializer.class);
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(EXCHANGES).stream()
              .map(partition -> new TopicPartition(EXCHANGES, partition.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
