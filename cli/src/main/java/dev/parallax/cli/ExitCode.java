package dev.parallax.cli;

/** What a process ends with; scripts and CI rely on these. */
public final class ExitCode {

  /** PASS, or done. */
  public static final int OK = 0;

  public static final int FAIL = 1;

  /** Bad usage or configuration, or a file that is no capture file. */
  public static final int USAGE = 2;

  public static final int INCONCLUSIVE = 3;

  /** Could not run: a target is down, a port in use, a file can't be written. */
  public static final int COULD_NOT_RUN = 4;

  private ExitCode() {}
}
