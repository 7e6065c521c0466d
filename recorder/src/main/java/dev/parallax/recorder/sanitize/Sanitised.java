package dev.parallax.recorder.sanitize;

import com.google.protobuf.MessageLite;

/**
 * An event that holds nothing sensitive. Only this package can make one, and the log appends
 * nothing else, so that what was not sanitised cannot be written by mistake.
 */
public final class Sanitised<T extends MessageLite> {

  private final T event;

  Sanitised(T event) {
    this.event = event;
  }

  public T event() {
    return event;
  }
}
