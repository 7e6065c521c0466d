package dev.parallax.bench.load.subject;

import java.io.IOException;

/**
 * Which processors run what, as {@code taskset} reads it: the proxy under measurement has one to
 * itself, the load side all others.
 */
public record Cores(String proxy, String load) {

  public static Cores ofThisMachine() throws IOException {
    int count = Runtime.getRuntime().availableProcessors();
    if (count < 2) {
      throw new IOException("one processor (expected: two at least, proxy and load apart)");
    }
    return new Cores("0", count == 2 ? "1" : "1-" + (count - 1));
  }

  /** Moves this process, with what it starts from now on, to the load side. */
  public void joinLoadSide() throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    Process taskset =
        new ProcessBuilder("taskset", "-a", "-p", "-c", load, self)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (taskset.waitFor() != 0) {
      throw new IOException("taskset failed: processors " + load + " are not for this process");
    }
  }
}
