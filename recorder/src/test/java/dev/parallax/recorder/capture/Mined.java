package dev.parallax.recorder.capture;

import dev.parallax.recorder.endpoint.LivePaths;
import dev.parallax.recorder.sanitize.Sanitiser;

/** The endpoints of a worker that is put together by a test. */
final class Mined {

  private Mined() {}

  /**
   * @param asked what the worker asks, which is {@code sanitiser} in the end
   */
  static Endpoints by(Sanitiser sanitiser, ExchangeSanitiser asked, Clocks clocks) {
    LivePaths paths = new LivePaths(sanitiser.learned(), sanitiser.words(), sanitiser.hints());
    return new Endpoints(paths, asked, "shop", "shop-0", clocks);
  }
}
