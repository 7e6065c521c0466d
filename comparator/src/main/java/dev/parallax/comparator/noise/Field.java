package dev.parallax.comparator.noise;

import dev.parallax.proto.Divergence.Kind;
import java.util.OptionalDouble;

/**
 * One location of one endpoint, ready to be judged.
 *
 * @param compared exchanges of the endpoint in which it could have been seen
 */
record Field(String endpoint, String location, long compared, Cell cell) {

  /** A status or a failure: never a matter of taste. */
  boolean isDecisive() {
    return Reached.isOutside(location);
  }

  /** Two attempts at one build were never seen to differ here. */
  boolean isQuiet() {
    return cell.noise.isEmpty();
  }

  /** Noise of this field excuses such a divergence. */
  boolean excuses(Kind kind) {
    return !isQuiet() && (!Sighting.SHAPE.contains(kind) || cell.noise.kinds().contains(kind));
  }

  Finding finding(Cause cause, Kind kind, Tally tally, String statement) {
    return finding(cause, kind, tally, OptionalDouble.empty(), statement);
  }

  Finding finding(Cause cause, Kind kind, Tally tally, OptionalDouble pValue, String statement) {
    return finding(cause, kind, tally, pValue, false, statement);
  }

  /** A divergence that may be the code's doing; whether that stays open, the rule decides. */
  Finding suspected(Kind kind, Tally tally, OptionalDouble pValue, boolean open, String statement) {
    return finding(Cause.SUSPECTED, kind, tally, pValue, open, statement);
  }

  private Finding finding(
      Cause cause, Kind kind, Tally tally, OptionalDouble pValue, boolean open, String statement) {
    return new Finding(
        cause,
        endpoint,
        location,
        kind,
        tally.exchanges(),
        compared,
        pValue,
        open,
        statement,
        tally.examples());
  }

  /** In more than half of the endpoint's exchanges, and in more than one. */
  boolean isMostly(Tally tally) {
    return tally.exchanges() >= 2 && 2 * tally.exchanges() > compared;
  }

  /** {@code differs in 40 of 40 exchanges}. */
  String differsIn(Tally tally) {
    return "differs in %d of %s".formatted(tally.exchanges(), exchanges(compared));
  }

  static String exchanges(long count) {
    return count == 1 ? "1 exchange" : count + " exchanges";
  }
}
