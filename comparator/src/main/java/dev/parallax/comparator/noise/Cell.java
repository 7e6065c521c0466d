package dev.parallax.comparator.noise;

import dev.parallax.proto.Divergence;
import dev.parallax.proto.Divergence.Differing;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.Leg;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;

/**
 * What was seen at one location of one endpoint. A fold: cells of parts of a run merge to the cell
 * of the whole.
 */
final class Cell {

  /** Two attempts at one build differ: the control's, and the candidate's where it is alone. */
  final Tallies noise = new Tallies();

  /** The candidate differs in every attempt, the control in none. */
  final Tallies always = new Tallies();

  /** The candidate differs in some of several attempts, the control in none. */
  final Tallies sometimes = new Tallies();

  /** The candidate differs, and nothing was repeated that could tell whether that is noise. */
  final Tallies once = new Tallies();

  /** The captured answer differs from the control's. */
  final Tallies skew = new Tallies();

  /** Any difference at this location. */
  final Discordance any = new Discordance();

  /** Differences of shape only: what a field that is noisy in its values is judged by. */
  final Discordance shape = new Discordance();

  /** An exchange, as cells know it. */
  record Origin(String exchangeId, String request, long hash, long sessionHash) {}

  void merge(Cell that) {
    noise.merge(that.noise);
    always.merge(that.always);
    sometimes.merge(that.sometimes);
    once.merge(that.once);
    skew.merge(that.skew);
    any.merge(that.any);
    shape.merge(that.shape);
  }

  void add(Origin origin, Sighting sighting) {
    Set<Kind> controlKinds = sighting.kinds(Leg.CONTROL);
    SortedSet<Integer> controls = sighting.attempts(Leg.CONTROL, kind -> true);
    if (!controls.isEmpty()) {
      tally(noise, origin, sighting, Leg.CONTROL, worst(controlKinds), controls.size());
    }
    Set<Kind> skewKinds = sighting.kinds(Leg.CAPTURED_LEG);
    if (!skewKinds.isEmpty()) {
      tally(skew, origin, sighting, Leg.CAPTURED_LEG, worst(skewKinds), 1);
    }
    addCandidate(origin, sighting, controlKinds);
    if (sighting.reached().base() == Leg.CONTROL) {
      addPair(any, origin, sighting, Set.of(Kind.values()));
      addPair(shape, origin, sighting, Sighting.SHAPE);
    }
  }

  private void addCandidate(Origin origin, Sighting sighting, Set<Kind> controlKinds) {
    Set<Kind> kinds = sighting.kinds(Leg.CANDIDATE);
    if (!controlKinds.isEmpty()) {
      // Noise in this very exchange excuses values, and the shapes that it took itself.
      kinds.retainAll(Sighting.SHAPE);
      kinds.removeAll(controlKinds);
    }
    if (kinds.isEmpty()) {
      return;
    }
    Kind kind = worst(kinds);
    int differing = sighting.attempts(Leg.CANDIDATE, kinds::contains).size();
    int attempts = sighting.reached().candidate().size();
    boolean repeated = !sighting.reached().control().isEmpty();
    boolean decisive = Reached.isOutside(sighting.location());
    if (!repeated && !decisive && !Sighting.SHAPE.contains(kind) && sighting.candidateVaries()) {
      tally(noise, origin, sighting, Leg.CANDIDATE, kind, differing);
    } else if (differing < attempts) {
      tally(sometimes, origin, sighting, Leg.CANDIDATE, kind, differing);
    } else if (repeated || attempts > 1 || decisive) {
      tally(always, origin, sighting, Leg.CANDIDATE, kind, differing);
    } else {
      tally(once, origin, sighting, Leg.CANDIDATE, kind, differing);
    }
  }

  /** The first attempt of each leg that got as far as this location: one pair of an exchange. */
  private static void addPair(
      Discordance pairs, Origin origin, Sighting sighting, Set<Kind> kinds) {
    Reached reached = sighting.reached();
    if (reached.control().isEmpty() || reached.candidate().isEmpty()) {
      return;
    }
    boolean control =
        sighting.attempts(Leg.CONTROL, kinds::contains).contains(reached.control().getFirst());
    boolean candidate =
        sighting.attempts(Leg.CANDIDATE, kinds::contains).contains(reached.candidate().getFirst());
    if (control != candidate) {
      pairs.add(origin.sessionHash(), origin.hash(), candidate);
    }
  }

  private static void tally(
      Tallies tallies, Origin origin, Sighting sighting, Leg leg, Kind kind, int differing) {
    Divergence shown = Objects.requireNonNull(sighting.first(leg, kind));
    Differing first =
        shown.getDifferingList().stream()
            .filter(one -> one.getLeg() == leg)
            .findFirst()
            .orElseThrow();
    // Of the captured answer and a base, the captured one is what was expected.
    boolean swap = leg == Leg.CAPTURED_LEG;
    var example =
        new Example(
            origin.exchangeId(),
            origin.request(),
            shown.getPointer(),
            swap ? first.getValue() : shown.getBaseValue(),
            swap ? shown.getBaseValue() : first.getValue());
    Reached reached = sighting.reached();
    List<Integer> attempts = leg == Leg.CONTROL ? reached.control() : reached.candidate();
    tallies
        .of(kind)
        .add(
            origin.hash(),
            example,
            differing,
            leg == Leg.CAPTURED_LEG ? 1 : attempts.size(),
            reached.control().size());
  }

  /** The kind that says most; the order is that of the damage done. */
  private static Kind worst(Set<Kind> kinds) {
    return Severity.worst(kinds);
  }
}
