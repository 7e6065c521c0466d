package dev.parallax.recorder.log;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.sample.Weights;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a suite's own events tell of its provenance: how much there is, of when, of how much
 * traffic, and how it was sanitised. Confined to one thread.
 */
public final class ProvenanceFold {

  /** Of digests and key epochs: more of them are not told. */
  static final int MAX_LISTED = 32;

  private final NavigableSet<String> policies = new TreeSet<>();
  private final NavigableSet<String> epochs = new TreeSet<>();
  private final Set<Sanitisation.Mode> modes = EnumSet.noneOf(Sanitisation.Mode.class);

  /** Recorders tell the same template again and again. */
  private final Set<String> templates = new LinkedHashSet<>();

  private long exchanges;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;
  private double weight;

  /** One that is in the suite. */
  public void add(Event event) {
    if (event.hasExchange()) {
      add(event.getExchange());
    } else if (event.hasTemplates()) {
      add(event.getTemplates());
    }
  }

  public void add(TemplateSet set) {
    set.getTemplatesList().forEach(template -> templates.add(template.getId()));
  }

  public void add(Exchange exchange) {
    exchanges++;
    firstNanos = Math.min(firstNanos, exchange.getStartedAtNanos());
    lastNanos = Math.max(lastNanos, exchange.getStartedAtNanos());
    weight += Weights.of(exchange);
    Sanitisation sanitisation = exchange.getSanitisation();
    list(policies, sanitisation.getPolicyDigest());
    list(epochs, sanitisation.getKeyEpoch());
    if (sanitisation.getMode() != Sanitisation.Mode.UNRECOGNIZED) {
      modes.add(sanitisation.getMode());
    }
  }

  /** The first by name: which these are does not hang on the order of reading. */
  private static void list(NavigableSet<String> listed, String word) {
    if (!word.isEmpty() && listed.add(word) && listed.size() > MAX_LISTED) {
      listed.pollLast();
    }
  }

  /** How many exchanges were added. */
  public long exchanges() {
    return exchanges;
  }

  /** Completes what was asked for by what came of it. */
  public SuiteProvenance of(SuiteProvenance asked) {
    return asked.toBuilder()
        .setFirstNanos(exchanges == 0 ? 0 : firstNanos)
        .setLastNanos(exchanges == 0 ? 0 : lastNanos)
        .setExchanges(exchanges)
        .setWeight(weight)
        .addAllPolicyDigests(policies)
        .addAllKeyEpochs(epochs)
        .addAllModes(modes)
        .setTemplates(templates.size())
        .build();
  }
}
