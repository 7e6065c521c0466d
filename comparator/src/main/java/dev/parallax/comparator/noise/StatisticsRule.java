package dev.parallax.comparator.noise;

import dev.parallax.proto.Divergence.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Judges many exchanges by discordant pairs: those in which only the candidate differs from the
 * control, against those in which only the control's second attempt does.
 */
final class StatisticsRule {

  private final Significance significance;

  StatisticsRule(Significance significance) {
    this.significance = significance;
  }

  /** At most one finding: the kinds of one field are one question. */
  List<Finding> judge(Field field) {
    Cell cell = field.cell();
    var findings = new ArrayList<Finding>();
    if (significance.fails(cell.shape)) {
      findings.add(tested(Cause.REGRESSION, field, cell.shape, true));
    } else if (significance.fails(cell.any)) {
      findings.add(tested(Cause.REGRESSION, field, cell.any, false));
    } else if (significance.suspects(cell.shape)) {
      findings.add(tested(Cause.SUSPECTED, field, cell.shape, true));
    } else if (significance.suspects(cell.any)) {
      findings.add(tested(Cause.SUSPECTED, field, cell.any, false));
    } else if (field.isQuiet() && cell.any.candidate() > 0) {
      findings.add(tooFew(field));
    } else if (field.isQuiet() && !cell.once.isEmpty()) {
      Tally seen = seen(cell, false);
      findings.add(
          field.finding(
              Cause.SUSPECTED,
              kind(cell, false),
              seen,
              field.differsIn(seen)
                  + "; the control was sent once: a second attempt would tell noise from code"));
    }
    return findings;
  }

  private static Finding tested(Cause cause, Field field, Discordance pairs, boolean shapeOnly) {
    Tally seen = seen(field.cell(), shapeOnly);
    String statement =
        "%s where the control's two attempts agree; of %d sessions in which only one differs it is the candidate in %d and the control in %d"
            .formatted(
                field.differsIn(seen),
                pairs.candidate() + pairs.control(),
                pairs.candidate(),
                pairs.control());
    return field.finding(
        cause, kind(field.cell(), shapeOnly), seen, OptionalDouble.of(pairs.pValue()), statement);
  }

  private static Finding tooFew(Field field) {
    Tally seen = seen(field.cell(), false);
    long pairs = field.cell().any.candidate();
    long needed = Math.max(1, Discordance.MIN_PAIRS - pairs);
    return field.finding(
        Cause.SUSPECTED,
        kind(field.cell(), false),
        seen,
        OptionalDouble.of(field.cell().any.pValue()),
        "%s, in %d sessions; the control never did; at least %d more such sessions are needed to rule chance out"
            .formatted(field.differsIn(seen), pairs, needed));
  }

  /** Exchanges in which the candidate differs and the control does not. */
  private static Tally seen(Cell cell, boolean shapeOnly) {
    var seen = new Tally();
    for (Kind kind : kinds(cell, shapeOnly)) {
      seen.merge(cell.always.get(kind)).merge(cell.sometimes.get(kind)).merge(cell.once.get(kind));
    }
    return seen;
  }

  private static Kind kind(Cell cell, boolean shapeOnly) {
    return Severity.worst(kinds(cell, shapeOnly));
  }

  private static EnumSet<Kind> kinds(Cell cell, boolean shapeOnly) {
    var kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(cell.always.kinds());
    kinds.addAll(cell.sometimes.kinds());
    kinds.addAll(cell.once.kinds());
    if (shapeOnly) {
      kinds.retainAll(Sighting.SHAPE);
    }
    return kinds;
  }
}
