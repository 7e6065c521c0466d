package dev.parallax.bench.leak.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.bench.leak.oracle.Oracle;
import dev.parallax.bench.leak.wire.Plant;
import dev.parallax.cli.broker.Segments;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.log.PlxReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Every byte that a run left in its directory: all files and their names; of capture files the
 * events, too; of Kafka's segments each record's key, value and headers.
 */
final class Persisted {

  private static final String EXCHANGES = "parallax.exchanges-";

  private final Oracle oracle;
  private final Map<String, Integer> numbers;
  private final BitSet recorded = new BitSet();

  /**
   * @param numbers of plants, by tag
   */
  Persisted(Oracle oracle, Map<String, Integer> numbers) {
    this.oracle = oracle;
    this.numbers = numbers;
  }

  /** Gives each exchange of a capture file that belongs to a plant, with the plant's number. */
  static void read(Path file, Map<String, Integer> numbers, BiConsumer<Integer, Exchange> reader)
      throws IOException {
    try (PlxReader events = PlxReader.open(file)) {
      for (Event event = events.next(); event != null; event = events.next()) {
        int owner = owner(event.getExchange(), numbers);
        if (owner != Oracle.NOBODY) {
          reader.accept(owner, event.getExchange());
        }
      }
    }
  }

  private static int owner(Exchange exchange, Map<String, Integer> numbers) {
    return exchange.getRequest().getHeadersList().stream()
        .filter(header -> header.getName().equalsIgnoreCase(Plant.HEADER))
        .map(header -> numbers.getOrDefault(header.getValue(), Oracle.NOBODY))
        .findFirst()
        .orElse(Oracle.NOBODY);
  }

  void search(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    boolean segments = false;
    for (Path file : files) {
      String name = directory.relativize(file).toString();
      oracle.record("a file's name", Oracle.NOBODY, name.getBytes(UTF_8), List.of());
      try (InputStream in = Files.newInputStream(file)) {
        oracle.stream(name, in);
      }
      if (name.endsWith(".plx")) {
        events(name, file);
      }
      segments |= name.endsWith(".log");
    }
    if (segments) {
      Segments.read(directory, this::part);
    }
  }

  /** Numbers of the plants that are in the log. */
  BitSet recorded() {
    return recorded;
  }

  private void events(String name, Path file) throws IOException {
    try (PlxReader events = PlxReader.open(file)) {
      for (Event event = events.next(); event != null; event = events.next()) {
        event(name, event.getExchange(), event.toByteArray());
      }
    }
  }

  private void part(String where, InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    Exchange exchange = Exchange.getDefaultInstance();
    if (where.contains(EXCHANGES) && where.endsWith(", value")) {
      exchange = Exchange.parseFrom(bytes);
    }
    event(where, exchange, bytes);
  }

  private void event(String where, Exchange exchange, byte[] bytes) {
    int owner = owner(exchange, numbers);
    if (owner != Oracle.NOBODY) {
      recorded.set(owner);
    }
    oracle.record(
        where,
        owner,
        bytes,
        List.of(
            exchange.getRequest().getBody().getContent().toByteArray(),
            exchange.getResponse().getBody().getContent().toByteArray()));
  }
}
