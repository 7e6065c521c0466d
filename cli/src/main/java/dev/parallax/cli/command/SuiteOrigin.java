package dev.parallax.cli.command;

import dev.parallax.proto.Event;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a suite is made of, for its provenance: where it was read, and what was seen there. */
final class SuiteOrigin {

  private final SuiteProvenance.Builder asked;
  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);

  private SuiteOrigin(SuiteProvenance.Builder asked) {
    this.asked = asked;
  }

  /**
   * @param madeBy the command's name
   */
  static SuiteOrigin of(String madeBy, LogSource from) throws IOException {
    SuiteProvenance.Builder asked = SuiteProvenance.newBuilder().setMadeBy(madeBy);
    switch (from) {
      case LogSource.OfFile file -> {
        asked.addSources(file.file().getFileName().toString());
        of(file.file()).ifPresent(asked::addOrigins);
      }
      case LogSource.OfKafka log -> asked.addSources(log.name());
    }
    Window window = from.selection().window();
    if (!window.equals(Window.all())) {
      asked.setFromNanos(window.fromNanos()).setToNanos(window.toNanos());
    }
    if (!from.selection().service().isEmpty()) {
      asked.addFilters("service " + from.selection().service());
    }
    if (!from.selection().where().isAll()) {
      asked.addFilters(from.selection().where().text());
    }
    return new SuiteOrigin(asked);
  }

  /** What a file tells of where it is from. */
  static Optional<SuiteProvenance> of(Path file) throws IOException {
    try (PlxReader reader = CaptureFiles.open(file, Window.all())) {
      return reader.provenance();
    }
  }

  /** One that was read, kept or not. */
  void read(Event event) {
    for (LedgerEntry.Count count : event.getLedger().getCountsList()) {
      fates.merge(count.getFate(), count.getExchanges(), Long::sum);
    }
  }

  SuiteOrigin filter(String words) {
    asked.addFilters(words);
    return this;
  }

  /** A step of the funnel behind those that the ledger tells. */
  SuiteOrigin step(String name, long exchanges) {
    if (asked.getFunnelCount() == 0 && !fates.isEmpty()) {
      add("seen", fates.values().stream().mapToLong(Long::longValue).sum());
      fates.forEach((fate, count) -> add(words(fate), count));
    }
    add(name, exchanges);
    return this;
  }

  private void add(String name, long exchanges) {
    asked.addFunnel(SuiteProvenance.Step.newBuilder().setName(name).setExchanges(exchanges));
  }

  private static String words(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  SuiteProvenance asked() {
    return asked.build();
  }
}
