package dev.parallax.replayer.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.replayer.correlate.PlantedClient.Truth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many of the planted dependencies are found, and how many that are none. Cookies are left out
 * of the share that is found: they are many, and easy.
 *
 * <p>In detect mode less can be found: the user of a {@code Basic} credential and what a web token
 * claims are replaced, and pass as they are elsewhere, so that they are not equal to themselves.
 */
class PlantedChainTest {

  private static final int CLIENTS = 40;

  @ParameterizedTest
  @CsvSource({
    "1, STRICT, 0.95",
    "2, STRICT, 0.95",
    "3, STRICT, 0.95",
    "4, DETECT, 0.91",
    "5, DETECT, 0.91"
  })
  void findsWhatRequestsHangOnAndNothingElse(long seed, Mode mode, double recall) {
    PlantedRecording recording = PlantedRecording.of(seed, CLIENTS, mode);
    Set<Truth> planted = new HashSet<>(recording.truths());
    planted.removeIf(truth -> truth.place().startsWith("cookie"));
    Set<Truth> missed = new HashSet<>(planted);
    Map<String, Integer> wrong = new TreeMap<>();
    Finder finder = new Finder(Rules.none(), true);
    int edges = 0;
    for (Exchange exchange : recording.exchanges()) {
      for (Edge edge : finder.read(exchange).edges()) {
        edges++;
        List<Truth> right =
            recording.truths().stream()
                .filter(truth -> truth.exchange().equals(exchange.getId()))
                .filter(truth -> edge.target().toString().startsWith(truth.place()))
                .filter(truth -> truth.giver().equals(edge.source().product().id()))
                .toList();
        missed.removeAll(right);
        if (right.isEmpty()) {
          wrong.merge(edge.target() + " <- " + edge.source().place(), 1, Integer::sum);
        }
      }
    }
    Map<String, Integer> left = new TreeMap<>();
    missed.forEach(truth -> left.merge(truth.place(), 1, Integer::sum));

    assertThat(share(edges - sum(wrong), edges)).as("precision: %s", wrong).isGreaterThan(0.98);
    assertThat(share(planted.size() - sum(left), planted.size()))
        .as("recall: %s", left)
        .isGreaterThan(recall);
    assertThat(finder.decoys().echoes()).isPositive();
    assertThat(finder.decoys().weak()).isPositive();
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static double share(int part, int all) {
    return (double) part / all;
  }
}
