package dev.parallax.replayer;

import dev.parallax.replayer.safety.ReplayRefused;
import java.io.IOException;

/** A run's targets turned out to be production: it must not be tried again. */
final class TargetsRefused extends IOException {

  private static final long serialVersionUID = 1;

  TargetsRefused(ReplayRefused refusal) {
    super(refusal.getMessage(), refusal);
  }
}
