package dev.parallax.cli.show;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.io.PrintWriter;

/** A log that is printed instead of kept: each exchange as a recording would hold it. */
public final class Preview implements EventLog {

  private final PrintWriter out;
  private final JsonLines lines;

  public Preview(PrintWriter out) {
    this.out = out;
    lines = new JsonLines(out);
  }

  @Override
  public void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
    if (event.event() instanceof Exchange exchange) {
      lines.write(exchange);
      out.flush();
    }
    receipt.settled(true);
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
