package dev.parallax.replayer.protect;

/**
 * What a run keeps to, so that its targets stand it.
 *
 * @param maxRate of attempts at each leg
 */
public record Protection(MaxRate maxRate) {

  /** Whatever comes. */
  public static Protection none() {
    return new Protection(MaxRate.none());
  }
}
