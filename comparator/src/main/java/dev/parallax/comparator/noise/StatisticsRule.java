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

  /**
   * Exchanges in which a field that is never noisy differs, and which rare noise hardly explains:
   * each time it would show in one of three attempts, and in the candidate's every time, (1/3)⁴ = 1
   * in 81. They may all be one client's, so that they fail nothing, but they pass nothing either.
   */
  private static final int MIN_OPEN = 4;

  private final Significance significance;

  StatisticsRule(Significance significance) {
    this.significance = significance;
  }

  /** At most one finding: the kinds of one field are one question. */
  List<Finding> judge(Field field) {
    Cell cell = field.cell();
    var findings = new ArrayList<Finding>();
    if (significance.fails(cell.shape)) {
      findings.add(failed(field, cell.shape, true));
    } else if (significance.fails(cell.any)) {
      findings.add(failed(field, cell.any, false));
    } else if (significance.suspects(cell.shape)) {
      findings.add(suspected(field, cell.shape, true));
    } else if (significance.suspects(cell.any)) {
      findings.add(suspected(field, cell.any, false));
    } else if (field.isQuiet() && cell.any.candidate() > 0) {
      findings.add(tooFew(field));
    } else if (field.isQuiet() && !cell.once.isEmpty()) {
      Tally seen = seen(cell, false);
      findings.add(
          field.suspected(
              kind(cell, false),
              seen,
              OptionalDouble.empty(),
              isOpen(field, seen),
              field.differsIn(seen)
                  + "; the control was sent once: a second attempt would tell noise from code"));
    }
    return findings;
  }

  private static Finding failed(Field field, Discordance pairs, boolean shapeOnly) {
    Tally seen = seen(field.cell(), shapeOnly);
    return field.finding(
        Cause.REGRESSION,
        kind(field.cell(), shapeOnly),
        seen,
        OptionalDouble.of(pairs.pValue()),
        told(field, seen, pairs));
  }

  private static Finding suspected(Field field, Discordance pairs, boolean shapeOnly) {
    Tally seen = seen(field.cell(), shapeOnly);
    return field.suspected(
        kind(field.cell(), shapeOnly),
        seen,
        OptionalDouble.of(pairs.pValue()),
        isOpen(field, seen),
        told(field, seen, pairs));
  }

  private static String told(Field field, Tally seen, Discordance pairs) {
    return "%s where the control's two attempts agree; of %d sessions in which only one differs it is the candidate in %d and the control in %d"
        .formatted(
            field.differsIn(seen),
            pairs.candidate() + pairs.control(),
            pairs.candidate(),
            pairs.control());
  }

  private static boolean isOpen(Field field, Tally seen) {
    return field.isDecisive()
        || field.isMostly(seen)
        || (field.isQuiet() && seen.exchanges() >= MIN_OPEN);
  }

  private static Finding tooFew(Field field) {
    Tally seen = seen(field.cell(), false);
    long pairs = field.cell().any.candidate();
    long needed = Math.max(1, Discordance.MIN_PAIRS - pairs);
    return field.suspected(
        kind(field.cell(), false),
        seen,
        OptionalDouble.of(field.cell().any.pValue()),
        isOpen(field, seen),
        "%s, in %d %s; the control never did; at least %d more such %s needed to rule chance out"
            .formatted(
                field.differsIn(seen),
                pairs,
                pairs == 1 ? "session" : "sessions",
                needed,
                needed == 1 ? "session is" : "sessions are"));
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
