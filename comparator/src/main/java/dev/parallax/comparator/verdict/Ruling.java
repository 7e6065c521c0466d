package dev.parallax.comparator.verdict;

import java.util.List;

/**
 * What one gate decided.
 *
 * @param gate its name in {@code gates.yaml}: {@code regressions}, {@code exercised}, {@code
 *     latency}
 * @param endpoint that it was decided for, or empty for the whole run
 * @param judged false where there was too little to judge by, and the decision takes that as a PASS
 * @param statement one sentence with the counts; for INCONCLUSIVE, what is missing
 * @param exampleIds exchanges that show it, at most three
 */
public record Ruling(
    String gate,
    String endpoint,
    Decision decision,
    boolean judged,
    String statement,
    List<String> exampleIds) {

  public Ruling {
    exampleIds = List.copyOf(exampleIds);
  }

  public Ruling(
      String gate, String endpoint, Decision decision, String statement, List<String> exampleIds) {
    this(gate, endpoint, decision, true, statement, exampleIds);
  }

  /** Neutral for the verdict, and told as what it is. */
  public static Ruling notJudged(String gate, String endpoint, String statement) {
    return new Ruling(gate, endpoint, Decision.PASS, false, statement, List.of());
  }

  /** As people read it: {@code PASS}, {@code NOT JUDGED}. */
  public String word() {
    return judged ? decision.name() : "NOT JUDGED";
  }
}
