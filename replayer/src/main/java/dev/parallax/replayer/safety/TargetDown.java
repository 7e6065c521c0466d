package dev.parallax.replayer.safety;

/** Nothing listens where a leg should be: the message says where, and what to do. */
public final class TargetDown extends Exception {

  private static final long serialVersionUID = 1;

  TargetDown(String message) {
    super(message);
  }
}
