package dev.parallax.comparator.verdict;

import java.util.List;

/**
 * What of one endpoint was not exercised, and what to do about it.
 *
 * @param endpoint by name
 * @param exchanges that were not
 * @param of all exchanges of it in the run
 * @param whys most exchanges first; they sum up to {@code exchanges}
 */
public record Unexercised(String endpoint, long exchanges, long of, List<Why> whys) {

  /**
   * @param step of the funnel that they did not reach: {@code replayable}, {@code sent}, {@code
   *     exercised}
   * @param reason as the funnel has it
   * @param cure one phrase; empty where none is known
   */
  public record Why(String step, String reason, String cure, long exchanges) {

    /** For people: {@code unsafe method}. */
    public String words() {
      return Funnel.words(reason);
    }
  }

  public Unexercised {
    whys = List.copyOf(whys);
  }
}
