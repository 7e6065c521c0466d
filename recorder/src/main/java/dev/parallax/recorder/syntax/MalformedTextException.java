package dev.parallax.recorder.syntax;

/** Text that is not of its form. Says nothing of what was captured. */
public final class MalformedTextException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedTextException() {
    super("not of its form", null, false, false);
  }
}
