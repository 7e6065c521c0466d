package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.RunRequested;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;

/** Which exchanges a run was asked for. */
public final class RunWindow {

  private RunWindow() {}

  public static Selection of(RunRequested requested) {
    boolean whole = requested.getFromNanos() == 0 && requested.getToNanos() == 0;
    Window window =
        whole ? Window.all() : new Window(requested.getFromNanos(), requested.getToNanos());
    return new Selection(window, requested.getService());
  }
}
