package dev.parallax.cli.command;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.admin.Recorded;
import dev.parallax.recorder.KeyChange;
import dev.parallax.recorder.Recorder;
import dev.parallax.recorder.RecorderTotals;
import dev.parallax.recorder.capture.Capture;
import dev.parallax.recorder.capture.CountOnly;
import dev.parallax.recorder.log.LogCounts;
import dev.parallax.recorder.log.spool.SpoolCounts;
import dev.parallax.recorder.log.spool.SpooledLog;
import dev.parallax.recorder.sample.Reason;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a running proxy records, and what it says of it at its start ({@code description}) and end.
 */
final class Recording implements AutoCloseable, Recorded {

  private static final int MUCH_PERCENT = 20;

  private final @Nullable Recorder recorder;
  private final CountOnly counts = new CountOnly();
  private final String description;
  private final @Nullable Path file;
  private final @Nullable KafkaCluster cluster;
  private @Nullable Spooled spool;

  /**
   * @param found exchanges that were in it when it was opened
   */
  private record Spooled(Path directory, SpooledLog log, long found) {}

  private Recording(
      @Nullable Recorder recorder,
      String description,
      @Nullable Path file,
      @Nullable KafkaCluster cluster) {
    this.recorder = recorder;
    this.description = description;
    this.file = file;
    this.cluster = cluster;
  }

  static Recording none() {
    return new Recording(null, "not recording", null, null);
  }

  static Recording preview(Recorder recorder) {
    return new Recording(recorder, "previewing: nothing is recorded", null, null);
  }

  static Recording to(Path file, Recorder recorder) {
    return new Recording(recorder, "recording to " + file, file, null);
  }

  static Recording toKafka(KafkaCluster cluster, Recorder recorder) {
    return new Recording(recorder, "recording to " + nameOf(cluster), null, cluster);
  }

  /** What Kafka does not take for now waits there; to be told before it is asked anything. */
  Recording spooledIn(Path directory, SpooledLog log) {
    spool = new Spooled(directory, log, log.counts().exchanges());
    return this;
  }

  private static String nameOf(KafkaCluster cluster) {
    return "Kafka at " + cluster.settings().bootstrap();
  }

  /**
   * @param counts whether exchanges are counted where none is recorded
   */
  Capture capture(boolean counts) {
    return recorder != null ? recorder : counts ? this.counts : Capture.none();
  }

  /** What is not sanitised yet is recorded so. */
  void reload(Deployment deployment, SanitisePolicy policy) {
    if (recorder != null) {
      recorder.reload(deployment, policy);
    }
  }

  /** Sessions that begin from now on are recorded under that key; empty if it is no other. */
  Optional<KeyChange> rotate(PseudonymKey key) {
    return recorder == null ? Optional.empty() : recorder.rotate(key);
  }

  @Override
  public Map<Fate, Long> exchanges() {
    return recorder == null ? counts.totals() : recorder.totals().exchanges();
  }

  @Override
  public long seen() {
    return recorder == null ? Recorded.super.seen() : recorder.seen();
  }

  @Override
  public Map<String, Map<Fate, Long>> byEndpoint(int max) {
    return recorder == null ? Recorded.super.byEndpoint(max) : recorder.byEndpoint(max);
  }

  @Override
  public long queuedBytes() {
    return recorder == null ? 0 : recorder.bytesInFlight();
  }

  @Override
  public long maxQueuedBytes() {
    return recorder == null ? 0 : recorder.maxBytes();
  }

  @Override
  public Map<Reason, Long> kept() {
    return recorder == null ? Map.of() : recorder.kept().kept();
  }

  @Override
  public long novelNotKept() {
    return recorder == null ? 0 : recorder.kept().novelNotKept();
  }

  @Override
  public Optional<LogCounts> log() {
    return Optional.ofNullable(recorder).map(Recorder::logCounts);
  }

  @Override
  public long reduced() {
    return recorder == null ? 0 : recorder.reduced();
  }

  @Override
  public SpoolCounts spool() {
    return spool == null ? SpoolCounts.none() : spool.log().counts();
  }

  String description() {
    Spooled spooled = spool;
    if (spooled == null) {
      return description;
    }
    return "%s, spool in %s%s"
        .formatted(
            description,
            spooled.directory(),
            spooled.found() == 0
                ? ""
                : " (%d exchanges in it are forwarded first)".formatted(spooled.found()));
  }

  /** What is left in the spool for the next proxy, in one line; empty if nothing is. */
  Optional<String> left() {
    Spooled spooled = spool;
    return spooled == null || spooled.log().counts().bytes() == 0
        ? Optional.empty()
        : Optional.of(
            "%d exchanges wait in %s, %d bytes: the next proxy with that spool forwards them"
                .formatted(
                    spooled.log().counts().exchanges(),
                    spooled.directory(),
                    spooled.log().counts().bytes()));
  }

  /** What became of all exchanges, in one line. */
  String summary() {
    if (recorder == null) {
      return "ended; nothing was recorded";
    }
    RecorderTotals totals = recorder.totals();
    String rest =
        totals.exchanges().entrySet().stream()
            .filter(fate -> fate.getKey() != Fate.CAPTURED)
            .map(fate -> ", %d %s".formatted(fate.getValue(), words(fate.getKey().name())))
            .sorted()
            .collect(Collectors.joining());
    return "%s: %d exchanges seen, %d captured%s"
        .formatted(place(), totals.seen(), totals.captured(), rest);
  }

  /** What to do about it where much was recorded whose path has a word that is a pseudonym. */
  Optional<String> advice() {
    if (recorder == null) {
      return Optional.empty();
    }
    long captured = recorder.totals().captured();
    long unclassified = recorder.unclassified();
    return unclassified * 100 < captured * MUCH_PERCENT || unclassified == 0
        ? Optional.empty()
        : Optional.of(
            "of %d exchanges captured, %d are unclassified: a word in their path is a pseudonym, and staging may not know it (name such paths with --path)"
                .formatted(captured, unclassified));
  }

  private String place() {
    return cluster != null ? nameOf(cluster) : file != null ? file.toString() : "previewed";
  }

  /** Why the log could not be written to its end; empty before {@link #close} and if it could. */
  Optional<String> closeFault() {
    return recorder == null ? Optional.empty() : recorder.closeFault();
  }

  /** Leaves nothing behind of a proxy that could not start. */
  void discard() {
    close();
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public void close() {
    if (recorder != null) {
      recorder.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }
}
