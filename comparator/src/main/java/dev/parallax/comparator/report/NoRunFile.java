package dev.parallax.comparator.report;

import java.io.IOException;

/** What was read is a log, but not that of a run. */
public final class NoRunFile extends IOException {

  private static final long serialVersionUID = 1;

  NoRunFile(String message) {
    super(message);
  }
}
