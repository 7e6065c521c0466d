package dev.parallax.cli.broker;

import java.io.IOException;

/** Another live broker has the directory, or is just starting or ending on it. */
public final class DirectoryInUse extends IOException {

  private static final long serialVersionUID = 1;

  DirectoryInUse(String message) {
    super(message);
  }
}
