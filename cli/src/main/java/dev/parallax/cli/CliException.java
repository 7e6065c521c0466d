package dev.parallax.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  /** A file of the configuration can't be read: exit 2. */
  public static CliException unreadable(Path file, IOException failure) {
    String reason =
        switch (failure) {
          case NoSuchFileException _ -> "no such file or directory";
          case AccessDeniedException _ -> "permission denied";
          case CharacterCodingException _ -> "not UTF-8 text";
          default -> words(failure);
        };
    return usage("%s: can't be read: %s".formatted(file, reason));
  }

  /** The world is not as needed: exit 4. */
  public static CliException couldNotRun(String message) {
    return new CliException(ExitCode.COULD_NOT_RUN, message);
  }

  /** The same, in the words of what failed. */
  public static CliException couldNotRun(Throwable failure) {
    return couldNotRun(words(failure));
  }

  /** The JDK's file system exceptions name the file, and leave what is wrong to their type. */
  private static String words(Throwable failure) {
    String message =
        Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    return switch (failure) {
      case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      default -> message;
    };
  }

  public int exitCode() {
    return exitCode;
  }
}
