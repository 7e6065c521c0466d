package dev.parallax.comparator.noise;

import dev.parallax.proto.Comparison;
import dev.parallax.proto.Divergence;
import dev.parallax.proto.Divergence.Differing;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.Leg;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one comparison shows at one location: which attempts differ from the base there, and how.
 *
 * @param divergences of the comparison at this location, one for each pointer and kind
 */
record Sighting(Reached reached, List<Divergence> divergences) {

  /** Differences of shape; noise in a field's values excuses none of them. */
  static final Set<Kind> SHAPE =
      EnumSet.of(Kind.TYPE, Kind.MISSING, Kind.EXTRA, Kind.LENGTH, Kind.OUTCOME);

  /** All locations of a comparison at which anything differs. */
  static List<Sighting> of(Comparison comparison) {
    var byLocation = new TreeMap<String, List<Divergence>>();
    for (Divergence divergence : comparison.getDivergencesList()) {
      byLocation.computeIfAbsent(divergence.getLocation(), _ -> new ArrayList<>()).add(divergence);
    }
    var sightings = new ArrayList<Sighting>();
    byLocation.forEach(
        (location, divergences) ->
            sightings.add(new Sighting(Reached.of(comparison, location), divergences)));
    return sightings;
  }

  String location() {
    return divergences.getFirst().getLocation();
  }

  /** Numbers of the leg's attempts that differ from the base in one of these kinds. */
  SortedSet<Integer> attempts(Leg leg, Predicate<Kind> kinds) {
    var attempts = new TreeSet<Integer>();
    for (Divergence divergence : divergences) {
      if (kinds.test(divergence.getKind())) {
        for (Differing differing : divergence.getDifferingList()) {
          if (differing.getLeg() == leg) {
            attempts.add(differing.getAttempt());
          }
        }
      }
    }
    return attempts;
  }

  /** The kinds in which the leg differs from the base, at any attempt. */
  Set<Kind> kinds(Leg leg) {
    var kinds = EnumSet.noneOf(Kind.class);
    for (Divergence divergence : divergences) {
      if (divergence.getDifferingList().stream().anyMatch(one -> one.getLeg() == leg)) {
        kinds.add(divergence.getKind());
      }
    }
    return kinds;
  }

  /** The first divergence of that kind in which the leg differs. */
  @Nullable Divergence first(Leg leg, Kind kind) {
    for (Divergence divergence : divergences) {
      if (divergence.getKind() == kind
          && divergence.getDifferingList().stream().anyMatch(one -> one.getLeg() == leg)) {
        return divergence;
      }
    }
    return null;
  }

  /** The candidate's attempts differ from each other too. */
  boolean candidateVaries() {
    for (Divergence divergence : divergences) {
      var values = new HashSet<String>();
      for (Differing differing : divergence.getDifferingList()) {
        if (differing.getLeg() == Leg.CANDIDATE) {
          values.add(differing.getValue());
        }
      }
      if (values.size() > 1) {
        return true;
      }
    }
    return false;
  }
}
