package dev.parallax.bench.load.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files a process may have open here. */
public final class OpenFiles {

  private static final int OTHERS = 1_000;

  private OpenFiles() {}

  /** Connections that a proxy can serve, with one to the origin for each. */
  public static int forProxiedConnections() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
      if (line.startsWith("Max open files")) {
        String hard = line.split(" +", -1)[4];
        return hard.equals("unlimited")
            ? Integer.MAX_VALUE
            : (int) ((Long.parseLong(hard) - OTHERS) / 2);
      }
    }
    return Integer.MAX_VALUE;
  }
}
