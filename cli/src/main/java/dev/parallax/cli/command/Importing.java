package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.intake.LeftOutCounts;
import dev.parallax.cli.intake.Traffic;
import dev.parallax.proto.Deployment;
import dev.parallax.proto.Failure;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.Recorder;
import dev.parallax.recorder.RecorderSettings;
import dev.parallax.recorder.RecorderTotals;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes recorded traffic the way of what a proxy sees: through a recorder, and its sanitiser, into
 * a suite. Where a proxy would drop, it waits: its memory is that of what is in flight.
 *
 * <p>Confined to one thread.
 */
final class Importing implements AutoCloseable {

  private static final long NAP_NANOS = 1_000_000;
  private static final Duration LEDGER_INTERVAL = Duration.ofSeconds(10);
  private static final Duration SHUTDOWN = Duration.ofMinutes(1);
  private static final long MAX_IN_FLIGHT = 64 << 20;

  private final NewCaptureFile suite;
  private final SuiteLog log;
  private final Sanitiser sanitiser;
  private final ImportedHosts hosts;
  private final LeftOutCounts leftOut = new LeftOutCounts();
  private @Nullable String service;
  private @Nullable Recorder recorder;
  private long read;
  private long ofOtherHosts;
  private long unanswered;
  private long known;

  /**
   * @param service names what is recorded; null for the host of the first exchange
   */
  Importing(
      NewCaptureFile suite, Sanitiser sanitiser, ImportedHosts hosts, @Nullable String service) {
    this.suite = suite;
    this.log = new SuiteLog(suite.writer());
    this.sanitiser = sanitiser;
    this.hosts = hosts;
    this.service = service;
  }

  /**
   * @param file that it stands in
   */
  void take(Traffic traffic, Path file) {
    read++;
    switch (traffic) {
      case Traffic.LeftOut out -> leftOut.add(out.why(), file + ", " + out.where());
      case Traffic.Seen seen -> {
        if (hosts.takes(seen.exchange().authority())) {
          submit(seen.exchange());
        } else {
          ofOtherHosts++;
        }
      }
    }
  }

  /** The one that submits: what is free once it has looked stays free. */
  private void submit(RawExchange exchange) {
    Recorder to = recorder(exchange);
    unanswered += isUnanswered(exchange) ? 1 : 0;
    known += isKnown(exchange) ? 1 : 0;
    while (to.bytesInFlight() > 0 && to.bytesInFlight() + exchange.heldBytes() > to.maxBytes()) {
      LockSupport.parkNanos(NAP_NANOS);
    }
    long response = exchange.response() == null ? 0 : exchange.response().body().heldBytes();
    var _ = to.tryReserve((int) (exchange.request().body().heldBytes() + response));
    to.submit(exchange);
  }

  /** Whether nobody knows what became of it. */
  private static boolean isUnanswered(RawExchange exchange) {
    Failure failure = exchange.failure();
    return exchange.response() == null
        && failure != null
        && failure.getKind() == Failure.Kind.KIND_UNSPECIFIED;
  }

  /** Whether it says whose it is. */
  private static boolean isKnown(RawExchange exchange) {
    return RawHeader.first(exchange.request().headers(), "cookie").isPresent()
        || RawHeader.first(exchange.request().headers(), "authorization").isPresent();
  }

  private Recorder recorder(RawExchange first) {
    Recorder started = recorder;
    if (started == null) {
      String name = service == null || service.isBlank() ? first.authority() : service;
      started =
          Recorder.start(
              new RecorderSettings(
                  name.isBlank() ? "imported" : name,
                  Deployment.newBuilder().setInstance("import").build(),
                  Math.min(Runtime.getRuntime().maxMemory() / 4, MAX_IN_FLIGHT),
                  LEDGER_INTERVAL,
                  SHUTDOWN),
              sanitiser,
              log);
      recorder = started;
    }
    return started;
  }

  /**
   * Records what is in flight, and gives the suite its name.
   *
   * @param asked what the provenance says of where it is from
   * @return what became of all that was imported
   * @throws CliException if the suite could not be written to its end
   */
  RecorderTotals finish(SuiteProvenance.Builder asked) throws IOException {
    Recorder all = recorder;
    if (all == null) {
      throw new IllegalStateException("nothing was imported");
    }
    for (long i = 0; i < leftOut.total(); i++) {
      all.count(Fate.REFUSED_UNREAD);
    }
    while (all.bytesInFlight() > 0) {
      LockSupport.parkNanos(NAP_NANOS);
    }
    all.close();
    Optional<String> fault = all.closeFault();
    if (fault.isPresent()) {
      throw CliException.couldNotRun("could not be written to its end: " + fault.get());
    }
    RecorderTotals totals = all.totals();
    funnel(asked, totals);
    suite.writer().provenance(Harmless.provenance(log.held().of(asked.build())));
    suite.keep();
    return totals;
  }

  private void funnel(SuiteProvenance.Builder asked, RecorderTotals totals) {
    step(asked, "read", read);
    leftOut.kinds().forEach(kind -> step(asked, "left out: " + kind.why(), kind.count()));
    if (ofOtherHosts > 0) {
      step(asked, "of other hosts", ofOtherHosts);
    }
    step(asked, "captured", totals.captured());
    if (totals.lost() > 0) {
      step(asked, "lost", totals.lost());
    }
  }

  private static void step(SuiteProvenance.Builder asked, String name, long exchanges) {
    asked.addFunnel(SuiteProvenance.Step.newBuilder().setName(name).setExchanges(exchanges));
  }

  LeftOutCounts leftOut() {
    return leftOut;
  }

  /** Whether there was an exchange to import. */
  boolean hasAny() {
    return recorder != null;
  }

  long read() {
    return read;
  }

  /** How many of those imported have no answer, nor why they have none. */
  long unanswered() {
    return unanswered;
  }

  /** How many of those imported have a cookie, or credentials. */
  long known() {
    return known;
  }

  /** How many have a word in their path that is a pseudonym. */
  long unclassified() {
    return recorder == null ? 0 : recorder.unclassified();
  }

  /** Ends the recorder, also of an import that failed. */
  @Override
  public void close() {
    if (recorder != null) {
      recorder.close();
    }
  }
}
