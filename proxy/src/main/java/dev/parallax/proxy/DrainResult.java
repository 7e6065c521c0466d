package dev.parallax.proxy;

/**
 * How a drain ended.
 *
 * @param cutExchanges exchanges that were in flight when the time was over; 0 is a clean drain
 */
public record DrainResult(int cutExchanges) {

  public boolean isClean() {
    return cutExchanges == 0;
  }
}
