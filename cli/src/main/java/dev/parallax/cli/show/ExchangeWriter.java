package dev.parallax.cli.show;

import dev.parallax.proto.Exchange;
import java.io.IOException;

/** Writes exchanges one after another in some format. */
public interface ExchangeWriter extends AutoCloseable {

  void write(Exchange exchange) throws IOException;

  /** Ends the format; leaves the stream below open. */
  @Override
  void close() throws IOException;
}
