package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.Event;
import dev.parallax.proto.LogRun;
import dev.parallax.proto.OffsetRange;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.endpoint.TemplateMerge;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * The log in a Kafka cluster, for those who read it: windows of it, runs in it, and what comes.
 * Thread-safe; what it opens is confined to one thread each.
 */
public final class KafkaEvents implements AutoCloseable {

  private static final Duration LEDGER_DELAY = Duration.ofMinutes(1);
  private static final int REQUEST_MILLIS = 10_000;

  private final KafkaSettings settings;
  private final LogLayout layout;
  private final KafkaFaults faults;
  private final Admin admin;
  private final Offsets offsets;

  /** What was said of the topics already: writers find the same, and don't say it again. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private KafkaEvents(KafkaSettings settings, LogLayout layout, Admin admin) {
    this.settings = settings;
    this.layout = layout;
    this.faults = new KafkaFaults(settings.bootstrap());
    this.admin = admin;
    this.offsets = new Offsets(admin);
  }

  /**
   * @throws IOException if the cluster does not answer within ten seconds, with the reason
   */
  public static KafkaEvents connect(KafkaSettings settings, LogLayout layout) throws IOException {
    KafkaFaults faults = new KafkaFaults(settings.bootstrap());
    return faults.guard(
        "is not reachable",
        () -> {
          Map<String, Object> config = settings.admin();
          config.put("request.timeout.ms", REQUEST_MILLIS);
          config.put("default.api.timeout.ms", REQUEST_MILLIS);
          Admin admin = Admin.create(config);
          try {
            admin.describeCluster().nodes().get();
          } catch (ExecutionException e) {
            admin.close(Duration.ZERO);
            throw faults.of("is not reachable", e.getCause() == null ? e : e.getCause());
          } catch (InterruptedException e) {
            admin.close(Duration.ZERO);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
          }
          return new KafkaEvents(settings, layout, admin);
        });
  }

  /**
   * Makes the topics that are missing.
   *
   * @return how those that are there differ from the layout, a sentence each
   */
  public List<String> prepare() throws IOException, InterruptedException {
    try {
      List<String> differences = new KafkaTopics(admin, layout).ensure();
      told.addAll(differences);
      return differences;
    } catch (KafkaException e) {
      throw faults.of("can't hold a log", e);
    }
  }

  /** {@code host:port,…}, as it was given. */
  public String bootstrap() {
    return settings.bootstrap();
  }

  /**
   * What the log holds now of a selection.
   *
   * @param longest an exchange is found if it completed no later than so long after the window
   */
  public KafkaWindow window(Selection selection, Duration longest) throws IOException {
    Window window = selection.window();
    Instant from = instant(window.fromNanos());
    Instant to =
        window.toNanos() == Long.MAX_VALUE ? Instant.MAX : instant(window.toNanos()).plus(longest);
    return faults.guard(
        "could not be read",
        () -> {
          Extent exchanges = offsets.between(Topic.EXCHANGES, from, to);
          Extent ledger = offsets.between(Topic.LEDGER, from, later(to));
          LateReach late = late(window, from);
          return new KafkaWindow(
              settings,
              selection,
              late.isEmpty() ? exchanges : late.extended(exchanges, offsets.all(Topic.EXCHANGES)),
              late.isEmpty() ? ledger : late.extended(ledger, offsets.all(Topic.LEDGER)),
              offsets.all(Topic.TEMPLATES));
        });
  }

  /** What spools forwarded late stands behind younger records: it was told since then. */
  private LateReach late(Window window, Instant from) throws IOException {
    LateReach reach = new LateReach(window);
    Extent told = offsets.between(Topic.LATE, from, Instant.MAX);
    if (window.toNanos() != Long.MAX_VALUE && told.records() > 0) {
      try (EventReader reader = KafkaReader.open(settings, List.of(told), null)) {
        for (Event event = reader.next(); event != null; event = reader.next()) {
          reach.add(event.getLate());
        }
      }
    }
    return reach;
  }

  /** A ledger entry is written some seconds after what it counts. */
  private static Instant later(Instant time) {
    return time.equals(Instant.MAX) ? time : time.plus(LEDGER_DELAY);
  }

  private static Instant instant(long nanos) {
    return nanos == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochSecond(0, nanos);
  }

  /** What all recorders of a service know of its paths, as far as the log still holds it. */
  public TemplateSet templates(String service) throws IOException {
    TemplateMerge merge = new TemplateMerge();
    Extent all = faults.guard("could not be read", () -> offsets.all(Topic.TEMPLATES));
    try (EventReader reader = KafkaReader.open(settings, List.of(all), null)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.getTemplates().getService().equals(service)) {
          merge.add(event.getTemplates());
        }
      }
    }
    return merge.templates();
  }

  /** Exchanges as they are recorded, from now on. */
  public KafkaTail followExchanges() throws IOException {
    return follow(Topic.EXCHANGES, () -> offsets.ends(Topic.EXCHANGES));
  }

  /** Exchanges that completed at that time or later, and those that are recorded from now on. */
  public KafkaTail followExchanges(Instant from) throws IOException {
    return follow(
        Topic.EXCHANGES, () -> offsets.between(Topic.EXCHANGES, from, Instant.MAX).ranges());
  }

  /** The events of all runs that the log still holds, and what comes. */
  public KafkaTail followRuns() throws IOException {
    return follow(Topic.RUNS, () -> offsets.all(Topic.RUNS).ranges());
  }

  private KafkaTail follow(Topic topic, KafkaFaults.Operation<List<OffsetRange>> from)
      throws IOException {
    return KafkaTail.open(settings, topic, faults.guard("could not be followed", from));
  }

  /**
   * Appends to this log; returns at once.
   *
   * @param warnings told what {@link #prepare} did not say already
   */
  public KafkaLog append(Waits waits, Consumer<String> warnings) {
    return KafkaLog.open(
        settings,
        layout,
        waits,
        sentence -> {
          if (!told.contains(sentence)) {
            warnings.accept(sentence);
          }
        });
  }

  /** What a run over a window has to say of where its events stand; to be completed. */
  public LogRun.Builder marks(KafkaWindow window) throws IOException {
    List<OffsetRange> outcomes =
        faults.guard("could not be read", () -> offsets.ends(Topic.OUTCOMES));
    if (outcomes.size() != window.exchanges().size()) {
      throw new IOException(
          "topic %s has %d partitions, and %s has %d (expected: as many, so that outcomes are found beside their exchanges)"
              .formatted(
                  Topic.OUTCOMES.topicName(),
                  outcomes.size(),
                  Topic.EXCHANGES.topicName(),
                  window.exchanges().size()));
    }
    return LogRun.newBuilder()
        .addAllExchanges(window.exchanges())
        .addAllLedger(window.ledger())
        .addAllTemplates(window.templates())
        .addAllOutcomes(outcomes);
  }

  /** Where the topic of outcomes ends now, by partition. */
  public Map<Integer, Long> outcomeEnds() throws IOException {
    Map<Integer, Long> ends = new TreeMap<>();
    faults
        .guard("could not be read", () -> offsets.ends(Topic.OUTCOMES))
        .forEach(range -> ends.put(range.getPartition(), range.getFrom()));
    return ends;
  }

  /**
   * Exchanges of some partitions, of any time and service.
   *
   * @param ranges of the topic of exchanges
   * @param deadLetters partitions of which what is unreadable goes there: once is enough
   */
  public EventReader exchanges(List<OffsetRange> ranges, Set<Integer> deadLetters)
      throws IOException {
    return KafkaReader.open(
        settings,
        List.of(new Extent(Topic.EXCHANGES, ranges)),
        deadLetters.isEmpty() ? null : new DeadLetters(settings, layout, deadLetters));
  }

  /**
   * A run as a run file would hold it: its request, the ledger, each exchange followed by its
   * outcomes, and its end. The same log gives the same events.
   *
   * @throws NoSuchRun if the log holds no request of that run
   */
  public EventReader run(String runId) throws IOException {
    return faults.guard("could not be read", () -> KafkaRunReader.open(settings, offsets, runId));
  }

  /** Takes part in the group that shares the partitions of the log's exchanges among workers. */
  public WorkerGroup join(String group, Consumer<Set<Integer>> assigned) throws IOException {
    return WorkerGroup.join(settings, group, assigned);
  }

  /** How many workers share the log now. */
  public int workers(String group) throws IOException {
    return faults.guard("could not be asked", () -> WorkerGroup.members(admin, group));
  }

  /** How far a run's exchanges are done, as its workers committed it. */
  public RunOffsets runOffsets(String runId) throws IOException {
    return RunOffsets.open(settings, runId);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
