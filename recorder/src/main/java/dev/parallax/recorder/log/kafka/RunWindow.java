package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.RunRequested;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.where.Where;

/** Which exchanges a run was asked for. */
public final class RunWindow {

  private RunWindow() {}

  /**
   * @throws dev.parallax.recorder.where.WhereException if it asks what this version can't
   */
  public static Selection of(RunRequested requested) {
    boolean whole = requested.getFromNanos() == 0 && requested.getToNanos() == 0;
    Window window =
        whole ? Window.all() : new Window(requested.getFromNanos(), requested.getToNanos());
    Where where = Where.of(requested.getWhere()).withEndpoints(requested.getWhereTemplatesList());
    return new Selection(window, requested.getService(), where);
  }
}
