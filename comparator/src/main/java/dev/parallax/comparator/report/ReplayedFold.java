package dev.parallax.comparator.report;

import dev.parallax.comparator.verdict.Funnel;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.log.ProvenanceFold;

/** Says where what a run replayed is from, in the words of a suite. Confined to one thread. */
final class ReplayedFold {

  private final ProvenanceFold held = new ProvenanceFold();

  void add(Exchange exchange) {
    held.add(exchange);
  }

  void add(TemplateSet templates) {
    held.add(templates);
  }

  /** With the origins that the suite told, if it was one. */
  SuiteProvenance of(RunRequested requested, Funnel funnel) {
    SuiteProvenance.Builder asked =
        SuiteProvenance.newBuilder().setMadeBy("replay").addSources(requested.getSource());
    boolean whole = requested.getFromNanos() == 0 && requested.getToNanos() == 0;
    if (!whole) {
      long from = requested.getFromNanos();
      asked.setFromNanos(from == 0 ? Long.MIN_VALUE : from).setToNanos(requested.getToNanos());
    }
    if (!requested.getService().isEmpty()) {
      asked.addFilters("service " + requested.getService());
    }
    if (!requested.getWhere().isEmpty()) {
      asked.addFilters(requested.getWhere());
    }
    step(asked, "seen", funnel.seen());
    step(asked, "captured", funnel.captured());
    step(asked, "replayable", funnel.replayable());
    step(asked, "sent", funnel.sent());
    step(asked, "exercised", funnel.exercised());
    step(asked, "compared", funnel.compared());
    if (requested.hasSuite()) {
      asked.addOrigins(requested.getSuite());
    }
    SuiteProvenance told = held.of(asked.build());
    // A sum of fractions has other last digits in another order: the same run, the same report.
    return told.toBuilder().setWeight(Math.rint(told.getWeight())).build();
  }

  private static void step(SuiteProvenance.Builder asked, String name, long exchanges) {
    asked.addFunnel(SuiteProvenance.Step.newBuilder().setName(name).setExchanges(exchanges));
  }
}
