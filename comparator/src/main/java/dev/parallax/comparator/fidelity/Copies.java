package dev.parallax.comparator.fidelity;

/**
 * The exchanges of an amplified run that are copies: load, which is compared with nothing.
 *
 * @param planned how many there are
 * @param sent of those, to one leg at least
 * @param exercised of those, which were answered in the status class of production's answer, so
 *     that they asked as much of a leg as production's did
 */
public record Copies(long planned, long sent, long exercised) {

  /** Of a run that sends everything once. */
  public static final Copies NONE = new Copies(0, 0, 0);

  public boolean isNone() {
    return planned == 0;
  }
}
