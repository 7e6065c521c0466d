package dev.parallax.replayer.correlate;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.replayer.plan.Rounds;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What exchanges need of each other, over all rounds of a run. Confined to the planning thread. */
public final class Correlation {

  private final Finder finder;
  private final Map<Leg, Integer> attempts;
  private final Entries entries;
  private final boolean off;

  public Correlation(Rules rules, Rounds rounds) {
    this(rules, rounds, Entries.none());
  }

  /**
   * @param entries what stands in for values that no answer gave
   */
  public Correlation(Rules rules, Rounds rounds, Entries entries) {
    this(rules, rounds, entries, false);
  }

  private Correlation(Rules rules, Rounds rounds, Entries entries, boolean counting) {
    this.off = rules.off();
    this.entries = entries;
    this.finder = new Finder(rules, counting);
    this.attempts =
        rounds.legs().stream().collect(Collectors.toMap(leg -> leg, rounds::attemptsAt));
  }

  /** One that also counts what it did not take for a binding. */
  public static Correlation counting(Rules rules, Rounds rounds) {
    return new Correlation(rules, rounds, Entries.none(), true);
  }

  /** From here on all exchanges come again, from the first. */
  public void begin(int round) {
    finder.begin(round);
  }

  /**
   * To be asked of each exchange in order of start, also of what is not sent.
   *
   * @param once whether it gets one attempt at each leg: what it gives is then every attempt's
   */
  public Bindings read(Exchange exchange, boolean once) {
    Found found =
        off ? new Found(List.of(), new Session(), finder.product(exchange)) : finder.read(exchange);
    return new Bindings(exchange, found, once ? attempts : Map.of(), entries);
  }

  public Decoys decoys() {
    return finder.decoys();
  }

  /** Sessions and values that there was no room for. */
  public long forgotten() {
    return finder.forgotten();
  }
}
