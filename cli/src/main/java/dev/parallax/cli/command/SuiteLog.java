package dev.parallax.cli.command;

import com.google.protobuf.MessageLite;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Events;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.log.ProvenanceFold;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;

/** A suite while a recorder writes it: whoever made it closes it, once it says where it is from. */
final class SuiteLog implements EventLog {

  private final PlxWriter writer;
  private final ProvenanceFold held = new ProvenanceFold();

  SuiteLog(PlxWriter writer) {
    this.writer = writer;
  }

  @Override
  public void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
    writer.append(event, receipt);
    held.add(Events.wrap(event.event()));
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.flush();
  }

  /** Of what was appended; to be called once the recorder is closed. */
  ProvenanceFold held() {
    return held;
  }
}
