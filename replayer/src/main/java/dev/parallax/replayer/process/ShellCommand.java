package dev.parallax.replayer.process;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A line for {@code /bin/sh}.
 *
 * @param timeout after which it is killed, with what it has started
 * @param maxBytes that it may print; more ends it
 */
public record ShellCommand(String line, Duration timeout, int maxBytes) {

  /** What a command left behind is not waited for. */
  private static final Duration READ_TO_END = Duration.ofSeconds(2);

  private static final int MAX_LINE_CHARS = 500;

  /**
   * Runs it, without input. Blocks until it has ended.
   *
   * @param environment besides this process's own
   * @param errors told each line of its standard error, on another thread
   * @return what it printed, as UTF-8
   * @throws CommandFailed if it can't be run, takes too long, prints too much, or does not end with
   *     0
   */
  public String run(Map<String, String> environment, Consumer<String> errors)
      throws CommandFailed, InterruptedException {
    Process process = start(environment);
    try {
      process.getOutputStream().close();
      AtomicReference<String> lastWords = new AtomicReference<>("");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Thread reader = Thread.ofVirtual().start(() -> read(process, out));
      Thread listener =
          Thread.ofVirtual()
              .start(
                  () ->
                      listen(
                          process.getErrorStream(),
                          said -> {
                            lastWords.set(said);
                            errors.accept(said);
                          }));
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CommandFailed("was not done in %d s".formatted(timeout.toSeconds()));
      }
      reader.join(READ_TO_END);
      listener.join(READ_TO_END);
      synchronized (out) {
        if (out.size() > maxBytes) {
          throw new CommandFailed("printed more than %d bytes".formatted(maxBytes));
        }
        if (process.exitValue() != 0) {
          throw new CommandFailed("ended with " + process.exitValue(), lastWords.get());
        }
        return out.toString(StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw e instanceof CommandFailed failed ? failed : new CommandFailed("could not be run");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(Map<String, String> environment) throws CommandFailed {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new CommandFailed("could not be run: there is no /bin/sh");
    }
  }

  /** As much as is allowed, and one more. */
  private void read(Process process, ByteArrayOutputStream out) {
    byte[] part = new byte[8192];
    try (InputStream in = process.getInputStream()) {
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        synchronized (out) {
          out.write(part, 0, Math.min(read, maxBytes + 1 - out.size()));
          if (out.size() > maxBytes) {
            process.destroyForcibly();
            return;
          }
        }
      }
    } catch (IOException closed) {
      // The process is gone.
    }
  }

  private static void listen(InputStream errors, Consumer<String> lines) {
    StringBuilder line = new StringBuilder();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          tell(line, lines);
        } else if (line.length() < MAX_LINE_CHARS && c >= ' ' && c != 0x7f) {
          line.append((char) c);
        }
      }
      tell(line, lines);
    } catch (IOException closed) {
      // The process is gone.
    }
  }

  private static void tell(StringBuilder line, Consumer<String> lines) {
    String said = line.toString().strip();
    line.setLength(0);
    if (!said.isEmpty()) {
      lines.accept(said);
    }
  }
}
