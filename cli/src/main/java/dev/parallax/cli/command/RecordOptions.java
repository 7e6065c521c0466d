package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.KeepWords;
import dev.parallax.cli.config.Values.ByteSize;
import dev.parallax.cli.show.Preview;
import dev.parallax.proto.Deployment;
import dev.parallax.recorder.Recorder;
import dev.parallax.recorder.RecorderSettings;
import dev.parallax.recorder.ledger.TallyFiles;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.log.kafka.KafkaLog;
import dev.parallax.recorder.log.kafka.LogLayout;
import dev.parallax.recorder.log.kafka.Waits;
import dev.parallax.recorder.log.spool.SpoolSettings;
import dev.parallax.recorder.log.spool.SpooledLog;
import dev.parallax.recorder.raw.Keep;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Whether a proxy records, where to, and how much it may hold meanwhile. */
final class RecordOptions {

  private enum Destination {
    KAFKA,
    FILE,
    PREVIEW,
    NOWHERE
  }

  private static final Duration LEDGER_INTERVAL = Duration.ofSeconds(10);

  /** With the 20 s of the drain before and the log's waits behind, within the usual 30 s. */
  private static final Duration SHUTDOWN = Duration.ofSeconds(3);

  private static final long MAX_DEFAULT_IN_FLIGHT = 64 << 20;

  @Option(
      names = "--record-to",
      descriptionKey = "record.to",
      paramLabel = "FILE.plx",
      description = "Records to this capture file; must not exist yet.")
  private @Nullable Path recordTo;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();

  @Mixin private final SpoolOptions spool = new SpoolOptions();

  @Option(
      names = "--ephemeral-key",
      description =
          "Records into Kafka with a key that is forgotten at the end: sessions of two proxies, or of one"
              + " before and after a restart, then don't join.")
  private boolean ephemeralKey;

  @Option(
      names = "--preview",
      description =
          "Records nothing, and prints what a recording would hold: the exchanges, sanitised, one JSON"
              + " object a line.")
  private boolean preview;

  @Option(names = "--no-record", description = "Serves only; the tap is off.")
  private boolean noRecord;

  @Option(
      names = "--service",
      descriptionKey = "service",
      paramLabel = "NAME",
      description = "Names what is recorded. Default: the upstream's host and port.")
  private @Nullable String service;

  @Option(
      names = "--service-version",
      descriptionKey = "record.serviceVersion",
      paramLabel = "VERSION",
      description = "The build that production runs, written into each exchange.")
  private String serviceVersion = "";

  @Option(
      names = "--sample",
      descriptionKey = "record.sample",
      defaultValue = "1.0",
      paramLabel = "SHARE",
      description = "Share of sessions to record, above 0 and at most 1. Default: 1.0.")
  private double sample = 1;

  @Option(
      names = "--keep-errors",
      descriptionKey = "record.keepErrors",
      defaultValue = "5xx",
      paramLabel = "FROM",
      description =
          "Errors of sessions that --sample leaves out: kept from 5xx or 4xx on, with resets and"
              + " timeouts, or off. Default: 5xx.")
  private String keepErrors = "5xx";

  @Option(
      names = "--keep-slow",
      descriptionKey = "record.keepSlow",
      defaultValue = "p99",
      paramLabel = "QUANTILE",
      description =
          "Exchanges of such sessions that took longer than this quantile of their endpoint: kept"
              + " above p99, p95, …, or off. Default: p99.")
  private String keepSlow = "p99";

  @Option(
      names = "--keep-novel",
      descriptionKey = "record.keepNovel",
      defaultValue = "on",
      paramLabel = "ON|OFF",
      description =
          "Exchanges of such sessions whose shape was not seen before: on or off. Default: on.")
  private String keepNovel = "on";

  @Option(
      names = "--max-in-flight",
      descriptionKey = "record.maxInFlight",
      paramLabel = "SIZE",
      description =
          "Memory for exchanges on their way to the log; beyond it they are dropped and counted."
              + " Default: a quarter of the heap, at most 64MiB.")
  private @Nullable ByteSize maxInFlight;

  boolean records() {
    return !noRecord;
  }

  double sample() {
    if (!(sample > 0 && sample <= 1)) {
      throw CliException.usage("record.sample: %s (expected: > 0 and <= 1)".formatted(sample));
    }
    return sample;
  }

  /** What is recorded of sessions that the sample leaves out. */
  Keep keep() {
    return new Keep(
        KeepWords.errorsFrom(keepErrors)
            .orElseThrow(() -> bad("record.keepErrors", keepErrors, KeepWords.ERRORS)),
        KeepWords.slowQuantile(keepSlow)
            .orElseThrow(() -> bad("record.keepSlow", keepSlow, KeepWords.SLOW)),
        KeepWords.novel(keepNovel)
                .orElseThrow(() -> bad("record.keepNovel", keepNovel, KeepWords.NOVEL))
            > 0);
  }

  private static CliException bad(String key, String word, String expected) {
    return CliException.usage("%s: '%s' (expected: %s)".formatted(key, word, expected));
  }

  /** The log's, but for what it is reached by. */
  void check() {
    var _ = kafka.layout();
    var _ = spool.settings();
  }

  /** Opens the log and starts the recorder, as was asked for. */
  Recording start(SanitiseOptions sanitise, List<String> upstreams, CommandLine commandLine) {
    Destination destination = destination(commandLine);
    boolean toKafka = destination == Destination.KAFKA;
    Sanitiser sanitiser =
        sanitise.sanitiser(Invocation.settings(commandLine), toKafka && !ephemeralKey);
    return switch (destination) {
      case NOWHERE -> Recording.none();
      case KAFKA -> toKafka(settings(upstreams), sanitiser, commandLine);
      case PREVIEW -> {
        EventLog log = new Preview(commandLine.getOut());
        yield Recording.preview(Recorder.start(settings(upstreams), sanitiser, log));
      }
      case FILE -> {
        Path file = Objects.requireNonNull(recordTo);
        yield Recording.to(file, Recorder.start(settings(upstreams), sanitiser, create(file)));
      }
    };
  }

  /** What flags say wins over what the configuration does. */
  private Destination destination(CommandLine commandLine) {
    Set<Destination> flags = flags(commandLine.getParseResult());
    Set<Destination> asked = flags.isEmpty() ? configured() : flags;
    if (asked.size() != 1) {
      throw new ParameterException(
          commandLine,
          "give one, and only one, of --kafka HOST:PORT, --record-to FILE.plx, --preview and"
              + " --no-record");
    }
    Destination destination = asked.iterator().next();
    boolean sized =
        given(commandLine, "--spool-max")
            || (destination == Destination.KAFKA
                && Invocation.settings(commandLine).get("record.spoolMax").isPresent());
    if (sized && !spool.isGiven()) {
      throw CliException.usage(
          Invocation.settings(commandLine)
              .located("record.spoolMax: of no spool (expected: with --spool DIR)"));
    }
    if (destination != Destination.KAFKA && given(commandLine, "--spool")) {
      throw new ParameterException(
          commandLine, "--spool: is for what Kafka does not take (expected: with --kafka)");
    }
    return destination;
  }

  private Set<Destination> flags(ParseResult given) {
    Set<Destination> flags = EnumSet.noneOf(Destination.class);
    if (given.hasMatchedOption("--kafka") || given.hasMatchedOption("--embedded")) {
      flags.add(Destination.KAFKA);
    }
    if (given.hasMatchedOption("--record-to")) {
      flags.add(Destination.FILE);
    }
    if (preview) {
      flags.add(Destination.PREVIEW);
    }
    if (noRecord) {
      flags.add(Destination.NOWHERE);
    }
    return flags;
  }

  private static boolean given(CommandLine commandLine, String flag) {
    return commandLine.getParseResult().hasMatchedOption(flag);
  }

  private Set<Destination> configured() {
    Set<Destination> configured = EnumSet.noneOf(Destination.class);
    if (kafka.isGiven()) {
      configured.add(Destination.KAFKA);
    }
    if (recordTo != null) {
      configured.add(Destination.FILE);
    }
    return configured;
  }

  /** Kafka may be away: the proxy serves all the same, and tells what is lost. */
  private Recording toKafka(
      RecorderSettings settings, Sanitiser sanitiser, CommandLine commandLine) {
    LogLayout layout = kafka.layout();
    Optional<SpoolSettings> spooled = spool.settings();
    KafkaCluster cluster = kafka.cluster(commandLine);
    CompletableFuture<Recorder> recorder = new CompletableFuture<>();
    EventLog log =
        KafkaLog.open(
            cluster.settings(),
            layout,
            Waits.capture(),
            new LogStart(
                cluster.settings(), layout, settings.service(), recorder, commandLine.getErr()));
    if (spooled.isEmpty()) {
      return Recording.toKafka(
          cluster, started(recorder, Recorder.start(settings, sanitiser, log)));
    }
    SpooledLog before = SpoolOptions.open(log, spooled.get());
    Path directory = spooled.get().directory();
    return Recording.toKafka(
            cluster,
            started(
                recorder, Recorder.start(settings, sanitiser, before, TallyFiles.in(directory))))
        .spooledIn(directory, before);
  }

  private static Recorder started(CompletableFuture<Recorder> awaited, Recorder recorder) {
    awaited.complete(recorder);
    return recorder;
  }

  private RecorderSettings settings(List<String> upstreams) {
    long heap = Runtime.getRuntime().maxMemory();
    long half = heap / 2;
    ByteSize held =
        maxInFlight == null ? new ByteSize(Math.min(heap / 4, MAX_DEFAULT_IN_FLIGHT)) : maxInFlight;
    if (held.bytes() > half) {
      throw CliException.usage(
          "record.maxInFlight: %d bytes (expected: at most half of the heap, %d bytes; a larger heap:"
                  .formatted(held.bytes(), half)
              + " PARALLAX_JVM_ARGS=-Xmx1g)");
    }
    try {
      return new RecorderSettings(
          service == null ? upstreams.getLast() : service,
          deployment(upstreams),
          held.bytes(),
          LEDGER_INTERVAL,
          SHUTDOWN);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /**
   * What runs where it is recorded.
   *
   * @param upstreams each {@code host:port} that requests may go to
   */
  Deployment deployment(Collection<String> upstreams) {
    return Deployment.newBuilder()
        .setVersion(serviceVersion)
        .addAllUpstreams(severalOf(upstreams))
        .setInstance(ManagementFactory.getRuntimeMXBean().getName())
        .build();
  }

  /**
   * Each once and in the routes' order: one configuration is always written as the same bytes. None
   * if there is but one, which stands in each exchange anyhow.
   */
  static List<String> severalOf(Collection<String> upstreams) {
    List<String> all = upstreams.stream().distinct().toList();
    return all.size() > 1 ? all : List.of();
  }

  private static EventLog create(Path file) {
    try {
      return PlxWriter.create(file);
    } catch (IOException e) {
      throw CliException.couldNotRun(e);
    }
  }
}
