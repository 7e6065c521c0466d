package dev.parallax.cli.intake;

import java.io.IOException;

/**
 * A file is not of the format that it seems to have; the message says where and what, not whose.
 */
public final class MalformedTraffic extends IOException {

  private static final long serialVersionUID = 1L;

  public MalformedTraffic(String message) {
    super(message);
  }
}
