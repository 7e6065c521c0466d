package dev.parallax.proxy.downstream;

import dev.parallax.proxy.upstream.UpstreamStream;

/**
 * How often a request was sent again on a fresh connection, and whether it may be: only what may be
 * sent twice, or was not processed (RFC 9110 section 9.2.2). An upstream may close a connection
 * that it takes for idle just as a request is on its way. Once; more often where connections of
 * HTTP/2 say farewell one after the other, as they do that were opened together.
 */
final class Retries {

  private static final int MAX_FAREWELLS = 5;

  private int farewells;
  private boolean used;

  /**
   * @param failed before any of the response came
   * @param idempotent whether to be sent twice is to be sent once
   */
  boolean allow(UpstreamStream failed, boolean idempotent) {
    if (failed.failedByFarewell()) {
      return farewells < MAX_FAREWELLS;
    }
    return !used && (failed.failedUnprocessed() || (failed.failedStale() && idempotent));
  }

  /** One is made now. */
  void count(UpstreamStream failed) {
    if (failed.failedByFarewell()) {
      farewells++;
    } else {
      used = true;
    }
  }
}
