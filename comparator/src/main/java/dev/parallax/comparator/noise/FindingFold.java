package dev.parallax.comparator.noise;

import static dev.parallax.comparator.noise.Field.exchanges;

import dev.parallax.comparator.sample.IdHash;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.Leg;
import dev.parallax.proto.RunRequested.Judging;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds the comparisons of a run into findings. The order of comparisons is no matter, and folds of
 * parts merge to the fold of the whole. Confined to one thread.
 */
public final class FindingFold {

  /** Below this many sessions statistics can tell nothing from chance. */
  public static final int MIN_SESSIONS = Discordance.MIN_PAIRS;

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::cause)
          .thenComparing(Comparator.comparingDouble(FindingFold::share).reversed())
          .thenComparing(Finding::endpoint)
          .thenComparing(Finding::location)
          .thenComparing(Finding::kind);

  private final boolean withControl;
  private final Map<String, EndpointCells> endpoints = new TreeMap<>();

  /** What was seen at one endpoint. */
  private static final class EndpointCells {
    private final Map<String, Cell> byLocation = new TreeMap<>();
    private long compared;
  }

  /**
   * @param withControl whether the run has a control: comparisons that lack it are then left out
   */
  public FindingFold(boolean withControl) {
    this.withControl = withControl;
  }

  /**
   * Adds a comparison, each exchange once. One that is contaminated, or without an answer to
   * compare with, changes nothing.
   *
   * @param endpoint as it is shown: {@code GET /products/{id}}
   */
  public void add(Comparison comparison, String endpoint) {
    if (!isJudged(comparison)) {
      return;
    }
    EndpointCells cells = endpoints.computeIfAbsent(endpoint, _ -> new EndpointCells());
    cells.compared++;
    String id = comparison.getExchange().getId();
    // Without a session each exchange stands for itself.
    String session = comparison.getSession().isEmpty() ? id : comparison.getSession();
    var origin = new Cell.Origin(id, comparison.getRequest(), IdHash.of(id), IdHash.of(session));
    for (Sighting sighting : Sighting.of(comparison)) {
      cells.byLocation.computeIfAbsent(sighting.location(), _ -> new Cell()).add(origin, sighting);
    }
  }

  /** Adds what another fold has seen, of other exchanges. */
  public void merge(FindingFold that) {
    that.endpoints.forEach(
        (endpoint, theirs) -> {
          EndpointCells ours = endpoints.computeIfAbsent(endpoint, _ -> new EndpointCells());
          ours.compared += theirs.compared;
          theirs.byLocation.forEach(
              (location, cell) ->
                  ours.byLocation.computeIfAbsent(location, _ -> new Cell()).merge(cell));
        });
  }

  /**
   * Whether the candidate's answers can be held against the base's. With a control they can even
   * where staging does not know what was asked for: two builds that refuse differently do differ.
   */
  private boolean isJudged(Comparison comparison) {
    boolean base = withControl ? has(comparison, Leg.CONTROL) : comparison.getExercised();
    return base && has(comparison, Leg.CANDIDATE) && !comparison.getContaminated();
  }

  private static boolean has(Comparison comparison, Leg leg) {
    return comparison.getAttemptsList().stream().anyMatch(attempt -> attempt.getLeg() == leg);
  }

  /** By cause, then by share of exchanges touched. */
  public List<Finding> findings(Judging judging) {
    List<Field> fields = fields();
    var tests = new ArrayList<Discordance>();
    for (Field field : fields) {
      tests.add(field.cell().any);
      tests.add(field.cell().shape);
    }
    Significance significance = Significance.over(tests);
    var examples = new ExamplesRule(significance, withControl);
    var statistics = new StatisticsRule(significance);
    var findings = new ArrayList<Finding>();
    for (Field field : fields) {
      List<Finding> ofCandidate =
          judging == Judging.STATISTICS && withControl
              ? statistics.judge(field)
              : examples.judge(field);
      findings.addAll(ofCandidate);
      if (ofCandidate.isEmpty()) {
        findings.addAll(noise(field));
      }
      findings.addAll(skew(field));
    }
    findings.sort(ORDER);
    return List.copyOf(findings);
  }

  private List<Field> fields() {
    var fields = new ArrayList<Field>();
    endpoints.forEach(
        (endpoint, cells) ->
            cells.byLocation.forEach(
                (location, cell) ->
                    fields.add(new Field(endpoint, location, cells.compared, cell))));
    return fields;
  }

  private List<Finding> noise(Field field) {
    var findings = new ArrayList<Finding>();
    for (Kind kind : field.cell().noise.kinds()) {
      Tally tally = field.cell().noise.get(kind);
      findings.add(
          field.finding(
              Cause.NOISE,
              kind,
              tally,
              "%s between attempts at the same build, %d of %d attempts"
                  .formatted(field.differsIn(tally), tally.differing(), tally.attempts())));
    }
    return findings;
  }

  private List<Finding> skew(Field field) {
    var findings = new ArrayList<Finding>();
    for (Kind kind : field.cell().skew.kinds()) {
      Tally tally = field.cell().skew.get(kind);
      findings.add(
          field.finding(
              Cause.SKEW,
              kind,
              tally,
              "the control differs from what production answered in %d of %s: environment or data, not the candidate's code"
                  .formatted(tally.exchanges(), exchanges(field.compared()))));
    }
    return findings;
  }

  private static double share(Finding finding) {
    return (double) finding.differing() / (double) finding.compared();
  }
}
