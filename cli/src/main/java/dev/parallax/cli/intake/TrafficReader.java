package dev.parallax.cli.intake;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a file of recorded traffic, one exchange at a time. Confined to one thread. */
public interface TrafficReader {

  /**
   * @return null at the end
   * @throws MalformedTraffic if the file is not of its format: what follows can't be read
   * @throws IOException if the system can't read it
   */
  @Nullable Traffic next() throws IOException;
}
