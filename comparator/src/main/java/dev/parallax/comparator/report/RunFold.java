package dev.parallax.comparator.report;

import dev.parallax.comparator.diff.Authorities;
import dev.parallax.comparator.diff.ExchangeDiff;
import dev.parallax.comparator.fidelity.Fidelity;
import dev.parallax.comparator.fidelity.FidelityFold;
import dev.parallax.comparator.growth.Growth;
import dev.parallax.comparator.growth.GrowthFold;
import dev.parallax.comparator.latency.LatencyFold;
import dev.parallax.comparator.latency.LatencyTest;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.noise.FindingFold;
import dev.parallax.comparator.verdict.Acceptance;
import dev.parallax.comparator.verdict.Evidence;
import dev.parallax.comparator.verdict.Funnel;
import dev.parallax.comparator.verdict.FunnelFold;
import dev.parallax.comparator.verdict.Gates;
import dev.parallax.comparator.verdict.Judge;
import dev.parallax.comparator.verdict.RunState;
import dev.parallax.comparator.verdict.Unexercised;
import dev.parallax.comparator.verdict.UnexercisedFold;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.DivergenceAccepted;
import dev.parallax.proto.Endpoint;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import dev.parallax.recorder.grpc.MessageJson;
import dev.parallax.recorder.session.SessionCopy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The second reading of a run: compares exchange by exchange, and folds. */
final class RunFold implements RunReading.Listener {

  private final EndpointTemplates templates;
  private final Authorities authorities;
  private final MessageJson messages;
  private final RunEvent requested;
  private final FindingFold findings;
  private final LatencyFold latencies = new LatencyFold();
  private final GrowthFold growths = new GrowthFold();
  private final FunnelFold funnel;
  private final UnexercisedFold unexercised = new UnexercisedFold();
  private final FidelityFold fidelity;
  private final List<DivergenceAccepted> accepted = new ArrayList<>();
  private final RecordedByFold recordedBy = new RecordedByFold();
  private final ReplayedFold replayed = new ReplayedFold();
  private final SortedSet<String> sanitisedWith = new TreeSet<>();
  private RunEvent finished = RunEvent.getDefaultInstance();
  private long strayOutcomes;
  private long damagedEvents;
  private long firstExchangeNanos = Long.MAX_VALUE;
  private long lastExchangeNanos = Long.MIN_VALUE;

  RunFold(EndpointTemplates templates, MessageJson messages, RunEvent requested) {
    this.templates = templates;
    this.messages = messages;
    this.requested = requested;
    this.authorities = Authorities.of(requested.getRequested());
    boolean withControl = !requested.getRequested().getControl().isEmpty();
    this.findings = new FindingFold(withControl);
    this.funnel = new FunnelFold(requested.getRequested());
    this.fidelity = new FidelityFold(requested.getRequested());
  }

  @Override
  public void exchange(Exchange exchange, List<Outcome> outcomes) {
    Endpoint endpoint = templates.endpointOf(exchange.getRequest(), exchange.getAuthority());
    damagedEvents += ExchangeDiff.damaged(exchange, outcomes);
    Comparison comparison =
        ExchangeDiff.compare(exchange, endpoint, outcomes, authorities, messages);
    String name = templates.display(endpoint);
    replayed.add(exchange);
    recordedBy.add(exchange.getSanitisation());
    funnel.add(comparison);
    unexercised.add(comparison, name);
    findings.add(comparison, name);
    latencies.add(comparison, name);
    growths.add(comparison, name);
    fidelity.add(exchange, comparison);
    firstExchangeNanos = Math.min(firstExchangeNanos, exchange.getStartedAtNanos());
    lastExchangeNanos = Math.max(lastExchangeNanos, exchange.getStartedAtNanos());
  }

  /** For load alone: what stands in for other users differs for that alone. */
  @Override
  public void copies(Exchange exchange, Map<Integer, List<Outcome>> outcomes) {
    int times = Math.clamp(requested.getRequested().getAmplify(), 1, SessionCopy.MAX);
    for (int number = 1; number < times; number++) {
      Exchange copy = new SessionCopy(number, times).of(exchange);
      List<Outcome> its = outcomes.getOrDefault(number, List.of());
      fidelity.addCopy(copy, ExchangeDiff.sent(copy, its));
    }
  }

  @Override
  public void ledger(LedgerEntry entry) {
    funnel.add(entry);
  }

  @Override
  public void templates(TemplateSet templates) {
    replayed.add(templates);
  }

  @Override
  public void run(RunEvent event) {
    if (event.hasFinished()) {
      finished = event;
    } else if (event.hasStarted()) {
      sanitisedWith.add(event.getStarted().getGrpcDescriptors());
    } else if (event.hasAccepted()) {
      accepted.add(event.getAccepted());
    }
  }

  @Override
  public void strayOutcome() {
    strayOutcomes++;
  }

  /**
   * @param descriptors digest of those that messages are read with; empty for none
   * @param unread what of the run could not be read; empty if all was
   */
  Report report(Gates gates, String descriptors, String unread) {
    String endedEarly = finished.getFinished().getEndedEarlyBecause();
    var state =
        new RunState(
            requested.getRequested(),
            finished.hasFinished(),
            endedEarly,
            finished.getFinished().getEndedBy() == RunFinished.EndedBy.LEG_FAILED,
            strayOutcomes,
            damage(unread));
    List<Finding> judged =
        new Acceptance(gates, accepted, requested.getAtNanos())
            .apply(findings.findings(state.judging()));
    List<LatencyTest> tests = latencies.tests();
    List<Growth> grown = growths.growths();
    Funnel counted = funnel.funnel();
    List<Unexercised> missed = unexercised.unexercised();
    Fidelity certificate = fidelity.fidelity();
    var evidence =
        new Evidence(state, counted, funnel.coverage(), missed, judged, tests, grown, certificate);
    return new Report(
        summary(gates, descriptors, counted),
        new Judge(gates).judge(evidence),
        counted,
        missed,
        certificate,
        judged,
        tests.stream().map(LatencyTest::latency).toList(),
        grown);
  }

  /** What was read, and can't be understood, is damage too. */
  private String damage(String unread) {
    if (damagedEvents == 0) {
      return unread;
    }
    String events =
        damagedEvents == 1
            ? "1 event is damaged where it says what was replaced"
            : "%d events are damaged where they say what was replaced".formatted(damagedEvents);
    return unread.isEmpty() ? events : unread + ", and " + events;
  }

  /** A run without exchanges, or without an end, has its request's time for theirs. */
  private RunSummary summary(Gates gates, String descriptors, Funnel counted) {
    boolean any = firstExchangeNanos <= lastExchangeNanos;
    long requestedAt = requested.getAtNanos();
    return new RunSummary(
        requested.getRunId(),
        requested.getRequested(),
        gates.digest(),
        descriptors,
        List.copyOf(sanitisedWith),
        recordedBy.all(),
        replayed.of(requested.getRequested(), counted),
        instant(requestedAt),
        instant(finished.hasFinished() ? finished.getAtNanos() : requestedAt),
        instant(any ? firstExchangeNanos : requestedAt),
        instant(any ? lastExchangeNanos : requestedAt),
        finished.getFinished().getEndedEarlyBecause());
  }

  private static Instant instant(long epochNanos) {
    return Instant.ofEpochSecond(0, epochNanos);
  }
}
