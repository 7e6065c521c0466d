package dev.parallax.replayer.rewrite;

import dev.parallax.proto.Request;
import dev.parallax.replayer.plan.Routes;
import org.jspecify.annotations.Nullable;

/**
 * One change, and which requests it is for.
 *
 * @param text as it was written
 * @param routes null for all
 */
record Rule(String text, @Nullable Routes routes, Change change) {

  boolean covers(Request recorded) {
    return routes == null || routes.name(recorded.getMethod(), recorded.getTarget());
  }
}
