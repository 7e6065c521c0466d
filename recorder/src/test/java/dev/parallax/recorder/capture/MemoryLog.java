package dev.parallax.recorder.capture;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.log.Receipts;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A log that remembers, and that fails when told. */
public final class MemoryLog implements EventLog {

  private final List<MessageLite> events = new CopyOnWriteArrayList<>();
  private final Receipts receipts = new Receipts();
  private volatile Predicate<MessageLite> refuses = _ -> false;
  private volatile boolean away;
  private volatile int maxEventBytes = Integer.MAX_VALUE;
  private volatile boolean flushFails;
  private final AtomicInteger flushes = new AtomicInteger();
  private volatile boolean closeFails;
  private volatile boolean closed;

  @Override
  public void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
    if (away) {
      throw new LogAwayException("no answer", new IOException("timeout"));
    }
    if (refuses.test(event.event())) {
      throw new IOException("disk full");
    }
    events.add(event.event());
    receipts.add(receipt);
  }

  @Override
  public void flush() throws IOException {
    flushes.incrementAndGet();
    if (flushFails) {
      throw new IOException("disk full");
    }
    receipts.settle(true);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    if (closeFails) {
      throw new IOException("disk full");
    }
    receipts.settle(!flushFails);
  }

  /** The largest message that is taken. */
  public void maxEventBytes(int bytes) {
    maxEventBytes = bytes;
  }

  @Override
  public int maxEventBytes() {
    return maxEventBytes;
  }

  public void refuse(Predicate<MessageLite> events) {
    refuses = events;
  }

  /** Takes nothing for now; answers at once. */
  public void away(boolean isAway) {
    away = isAway;
  }

  public void failClose() {
    closeFails = true;
  }

  public void failFlushes(boolean fail) {
    flushFails = fail;
  }

  public List<Exchange> exchanges() {
    return events.stream().filter(Exchange.class::isInstance).map(Exchange.class::cast).toList();
  }

  public List<LedgerEntry> ledger() {
    return events.stream()
        .filter(LedgerEntry.class::isInstance)
        .map(LedgerEntry.class::cast)
        .toList();
  }

  public List<TemplateSet> templates() {
    return events.stream()
        .filter(TemplateSet.class::isInstance)
        .map(TemplateSet.class::cast)
        .toList();
  }

  int flushes() {
    return flushes.get();
  }

  public boolean isClosed() {
    return closed;
  }
}
