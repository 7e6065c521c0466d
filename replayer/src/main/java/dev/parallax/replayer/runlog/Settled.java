package dev.parallax.replayer.runlog;

import dev.parallax.replayer.source.SourceExchange;
import java.util.List;

/**
 * One exchange's results of one round.
 *
 * @param rounds how many rounds this settles: more than one for what is not sent again
 * @param last whether there are no further ones
 */
public record Settled(SourceExchange exchange, List<Result> results, int rounds, boolean last) {

  public Settled {
    results = List.copyOf(results);
  }
}
