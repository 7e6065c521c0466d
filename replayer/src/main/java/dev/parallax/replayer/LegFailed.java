package dev.parallax.replayer;

import java.io.IOException;

/** A leg is taken for dead, and the run is to end for all who work on it. The message says why. */
final class LegFailed extends IOException {

  private static final long serialVersionUID = 1L;

  LegFailed(String message) {
    super(message);
  }
}
