package dev.parallax.recorder.endpoint;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.TemplateSet;
import java.util.List;

/**
 * The first reading of recorded events: what has to be known before their endpoints are named.
 * Confined to one thread.
 */
public final class EndpointLearning {

  private final TemplateMerge known = new TemplateMerge();
  private final TemplateMiner miner = new TemplateMiner();

  public void add(Exchange exchange) {
    miner.learn(exchange);
  }

  public void add(TemplateSet templates) {
    known.add(templates);
  }

  /**
   * The templates that the recorders mined; and where none of them fits, as in logs of before there
   * were any, those that can be mined of what is recorded.
   */
  public EndpointTemplates templates() {
    return EndpointTemplates.of(sets());
  }

  /** The same, to be kept: as {@link EndpointTemplates#of(java.util.List)} takes them. */
  public List<TemplateSet> sets() {
    return List.of(known.templates(), miner.templateSet("", 1));
  }
}
