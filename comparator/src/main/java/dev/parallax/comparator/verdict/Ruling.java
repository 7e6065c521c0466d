package dev.parallax.comparator.verdict;

import java.util.List;

/**
 * What one gate decided.
 *
 * @param gate its name in {@code gates.yaml}: {@code regressions}, {@code exercised}, {@code
 *     latency}
 * @param endpoint that it was decided for, or empty for the whole run
 * @param statement one sentence with the counts; for INCONCLUSIVE, what is missing
 * @param exampleIds exchanges that show it, at most three
 */
public record Ruling(
    String gate, String endpoint, Decision decision, String statement, List<String> exampleIds) {

  public Ruling {
    exampleIds = List.copyOf(exampleIds);
  }
}
