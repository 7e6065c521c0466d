package dev.parallax.replayer.safety;

/** The run was not begun: the message says what was asked, why not, and what to do. */
public final class ReplayRefused extends Exception {

  private static final long serialVersionUID = 1;

  public ReplayRefused(String message) {
    super(message);
  }
}
