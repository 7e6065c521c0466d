package dev.parallax.comparator.noise;

import static dev.parallax.comparator.noise.Field.exchanges;

import dev.parallax.proto.Divergence.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges few exchanges, each tried several times. What is constant over the control's attempts and
 * different in each of the candidate's is the code's doing, unless that field was seen to be noisy
 * anywhere in the run; then only a shape that noise never took counts, or a difference so frequent
 * that chance is ruled out.
 */
final class ExamplesRule {

  /** Exchanges with an intermittent difference that are needed, beside the p-value. */
  private static final int MIN_INTERMITTENT = 2;

  private final Significance significance;
  private final boolean withControl;

  ExamplesRule(Significance significance, boolean withControl) {
    this.significance = significance;
    this.withControl = withControl;
  }

  List<Finding> judge(Field field) {
    var findings = new ArrayList<Finding>();
    Cell cell = field.cell();
    var kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(cell.always.kinds());
    kinds.addAll(cell.sometimes.kinds());
    kinds.addAll(cell.once.kinds());
    for (Kind kind : kinds) {
      judge(field, kind).ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<Finding> judge(Field field, Kind kind) {
    Cell cell = field.cell();
    Tally always = cell.always.get(kind);
    Tally sometimes = cell.sometimes.get(kind);
    if (always.exchanges() > 0 && !field.excuses(kind)) {
      return Optional.of(
          field.finding(
              fault(), kind, both(always, sometimes), everywhere(field, always, sometimes)));
    }
    Tally both = both(always, sometimes);
    if (both.exchanges() > 0 && field.excuses(kind) && significance.fails(cell.any)) {
      return Optional.of(
          field.finding(
              fault(), kind, both, OptionalDouble.of(cell.any.pValue()), beyondNoise(field, both)));
    }
    if (always.exchanges() == 0 && sometimes.exchanges() > 0 && !field.excuses(kind)) {
      return Optional.of(intermittent(field, kind, sometimes));
    }
    Tally once = cell.once.get(kind);
    if (once.exchanges() > 0 && !field.excuses(kind)) {
      boolean shape = !withControl && Sighting.SHAPE.contains(kind);
      String statement =
          field.differsIn(once) + ", each sent once: a second attempt would tell noise from code";
      return Optional.of(
          shape
              ? field.finding(Cause.UNATTRIBUTED, kind, once, statement)
              : field.suspected(kind, once, OptionalDouble.empty(), true, statement));
    }
    return Optional.empty();
  }

  private Cause fault() {
    return withControl ? Cause.REGRESSION : Cause.UNATTRIBUTED;
  }

  private static Tally both(Tally always, Tally sometimes) {
    return new Tally().merge(always).merge(sometimes);
  }

  private String everywhere(Field field, Tally always, Tally sometimes) {
    String intermittent =
        sometimes.exchanges() == 0
            ? ""
            : ", and in some attempts of " + exchanges(sometimes.exchanges()) + " more";
    return "%s, in %s%s; %s"
        .formatted(field.differsIn(always), each(always), intermittent, witness(field, always));
  }

  private static String each(Tally tally) {
    boolean even =
        tally.differing() % tally.exchanges() == 0 && tally.attempts() % tally.exchanges() == 0;
    return even
        ? "%d of %d attempts each"
            .formatted(tally.differing() / tally.exchanges(), tally.attempts() / tally.exchanges())
        : "%d of their %d attempts".formatted(tally.differing(), tally.attempts());
  }

  private String witness(Field field, Tally tally) {
    if (!withControl) {
      return "compared with what production answered: there was no control";
    }
    if (tally.controls() == 0) {
      return "the control, sent once, tells nothing of noise";
    }
    return field.isQuiet()
        ? "the control never did"
        : "the control's attempts differ here in value only, in " + exchanges(noisy(field.cell()));
  }

  private static String beyondNoise(Field field, Tally seen) {
    Discordance pairs = field.cell().any;
    return "%s, in %s; the control's attempts differ too, but of %d sessions in which only one did it was the candidate in %d"
        .formatted(
            field.differsIn(seen),
            each(seen),
            pairs.candidate() + pairs.control(),
            pairs.candidate());
  }

  private Finding intermittent(Field field, Kind kind, Tally sometimes) {
    String statement =
        "%s, in %d of their %d attempts"
            .formatted(field.differsIn(sometimes), sometimes.differing(), sometimes.attempts());
    if (field.isDecisive()) {
      return field.finding(fault(), kind, sometimes, statement + "; " + witness(field, sometimes));
    }
    double pValue = chance(sometimes);
    boolean confirmed =
        withControl
            && sometimes.exchanges() >= MIN_INTERMITTENT
            && pValue <= Significance.VERDICT_LEVEL;
    return confirmed
        ? field.finding(
            Cause.REGRESSION,
            kind,
            sometimes,
            OptionalDouble.of(pValue),
            statement + "; " + witness(field, sometimes))
        : field.finding(
            Cause.NOISE,
            kind,
            sometimes,
            statement + "; unconfirmed: too few to tell from a field that is rarely noisy");
  }

  /**
   * The probability that rare noise shows in the candidate's attempts alone, each time that it
   * shows: its share of the attempts that could have shown it.
   */
  private static double chance(Tally sometimes) {
    double share =
        (double) sometimes.attempts() / (double) (sometimes.attempts() + sometimes.controls());
    return Math.pow(share, (double) sometimes.exchanges());
  }

  private static long noisy(Cell cell) {
    return cell.noise.kinds().stream().mapToLong(kind -> cell.noise.get(kind).exchanges()).sum();
  }
}
