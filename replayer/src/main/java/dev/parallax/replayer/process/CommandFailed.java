package dev.parallax.replayer.process;

import java.io.IOException;

/** A command did not end as it should: the message says how it ended, and its last words. */
public final class CommandFailed extends IOException {

  private static final long serialVersionUID = 1;

  CommandFailed(String message) {
    super(message);
  }
}
