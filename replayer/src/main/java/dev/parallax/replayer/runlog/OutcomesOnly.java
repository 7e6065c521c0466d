package dev.parallax.replayer.runlog;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Event;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;

/**
 * A log that holds the exchanges already: a run leaves its own events and outcomes there, and no
 * copy of what it replayed.
 */
public final class OutcomesOnly implements EventLog {

  private final EventLog log;

  /**
   * @param log closed by this
   */
  public OutcomesOnly(EventLog log) {
    this.log = log;
  }

  @Override
  public void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
    if (event.event() instanceof Event whole && whole.hasExchange()) {
      receipt.settled(true);
    } else {
      log.append(event, receipt);
    }
  }

  @Override
  public void flush() throws IOException {
    log.flush();
  }

  @Override
  public void tend() throws IOException {
    log.tend();
  }

  @Override
  public int maxEventBytes() {
    return log.maxEventBytes();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
