package dev.parallax.recorder.capture;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import java.util.ArrayList;
import java.util.List;

/** A log as in a cluster: takes events at once, and says when it is told to what became of them. */
final class LateLog implements EventLog {

  private record Taken(MessageLite event, Receipt receipt) {}

  private final List<Taken> taken = new ArrayList<>();
  private int settled;

  @Override
  public void append(Sanitised<? extends MessageLite> event, Receipt receipt) {
    taken.add(new Taken(event.event(), receipt));
  }

  /** Waits for acknowledgements in vain, as it does while the cluster is away. */
  @Override
  public void flush() {}

  @Override
  public void tend() {}

  @Override
  public void close() {}

  /** Tells what became of all that was taken and not settled before. */
  void settle(boolean kept) {
    List<Taken> now = taken.subList(settled, taken.size());
    settled = taken.size();
    List.copyOf(now).forEach(one -> one.receipt().settled(kept));
  }

  /** The ledger's entries that were taken, kept or lost. */
  List<LedgerEntry> ledger() {
    return taken.stream()
        .map(Taken::event)
        .filter(LedgerEntry.class::isInstance)
        .map(LedgerEntry.class::cast)
        .toList();
  }
}
