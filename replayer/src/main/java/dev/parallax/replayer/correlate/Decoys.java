package dev.parallax.replayer.correlate;

/**
 * Equal values that were not taken for one.
 *
 * @param echoes the client had sent it before any response gave it
 * @param weak equal by chance, for all that can be told: too few bits, and no name that fits
 * @param overlapping the response was not whole yet when the request was sent
 * @param forbidden by a rule
 */
public record Decoys(long echoes, long weak, long overlapping, long forbidden) {

  @Override
  public String toString() {
    return "%d echoes, %d equal by chance, %d overlapping, %d forbidden"
        .formatted(echoes, weak, overlapping, forbidden);
  }
}
