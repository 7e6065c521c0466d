package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.SelectedReader;
import dev.parallax.recorder.log.Selection;
import java.io.IOException;
import java.util.List;

/**
 * A window of the log as it stood when it was asked for: what is recorded later is no part of it.
 * Can be read more than once, and gives the same events each time, but for what retention removes
 * meanwhile.
 */
public final class KafkaWindow {

  private final KafkaSettings settings;
  private final Selection selection;
  private final Extent exchanges;
  private final Extent ledger;
  private final Extent templates;

  KafkaWindow(
      KafkaSettings settings,
      Selection selection,
      Extent exchanges,
      Extent ledger,
      Extent templates) {
    this.settings = settings;
    this.selection = selection;
    this.exchanges = exchanges;
    this.ledger = ledger;
    this.templates = templates;
  }

  /**
   * Exchanges and the ledger's entries, by time of completion, and the templates of any time; the
   * caller closes it.
   */
  public EventReader open() throws IOException {
    return new SelectedReader(openWhole(), selection);
  }

  /** All that has to be looked at for it: what other services production served, say. */
  public EventReader openWhole() throws IOException {
    return KafkaReader.open(settings, List.of(exchanges, ledger, templates), null);
  }

  /** The ledger's entries alone; the caller closes it. */
  public EventReader openLedger() throws IOException {
    return new SelectedReader(KafkaReader.open(settings, List.of(ledger), null), selection);
  }

  /** How many records are looked at for its exchanges. */
  public long records() {
    return exchanges.records();
  }

  /** Which records are looked at for its exchanges, by partition. */
  public List<OffsetRange> exchanges() {
    return exchanges.ranges();
  }

  /** Likewise, for the ledger. */
  public List<OffsetRange> ledger() {
    return ledger.ranges();
  }

  /** Likewise, for the templates of paths. */
  public List<OffsetRange> templates() {
    return templates.ranges();
  }
}
