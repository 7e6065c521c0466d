package dev.parallax.cli;

import java.util.Objects;

/** Ends the command with one line on stderr: what was wrong, where, and what to do. */
public final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CliException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Bad usage or configuration: exit 2. */
  public static CliException usage(String message) {
    return new CliException(ExitCode.USAGE, message);
  }

  /** The same, in the words of what refused it. */
  public static CliException usage(Throwable refusal) {
    return usage(words(refusal));
  }

  /** The world is not as needed: exit 4. */
  public static CliException couldNotRun(String message) {
    return new CliException(ExitCode.COULD_NOT_RUN, message);
  }

  /** The same, in the words of what failed. */
  public static CliException couldNotRun(Throwable failure) {
    return couldNotRun(words(failure));
  }

  private static String words(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }

  public int exitCode() {
    return exitCode;
  }
}
