package dev.parallax.replayer.correlate;

import dev.parallax.proto.Response;
import dev.parallax.replayer.correlate.place.Place;
import dev.parallax.replayer.correlate.place.ResponseValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a response has a value; and what another answer to the same request has there. */
final class Places {

  /**
   * What the fields beside a value must say, in bits, for an item to be known by them rather than
   * by its place in the list.
   */
  private static final double MIN_EVIDENCE_BITS = 10;

  /** Of fields beside a value, how far below the item. */
  private static final int MAX_BESIDE = 2;

  private Places() {}

  /**
   * @param named whether its name says the same as that of the request's value
   */
  record Match(Place place, boolean named) {}

  /** The place that fits best: by its name, outside of lists, not deep. Null if there is none. */
  static @Nullable Match find(Product product, String value, boolean strong, Noun noun) {
    List<Match> found = new ArrayList<>();
    ResponseValues.read(
        product.recorded(),
        (trail, at) -> {
          if (at.equals(value)) {
            boolean named =
                !noun.word().isEmpty()
                    && Noun.of(trail, product.target()).word().equals(noun.word());
            if (strong || named) {
              found.add(new Match(trail.place(), named));
            }
          }
          return null;
        });
    return found.stream().min((a, b) -> Double.compare(cost(a), cost(b))).orElse(null);
  }

  private static double cost(Match match) {
    return (match.named() ? 0 : 100)
        + (match.place().inList() ? 50 : 0)
        + match.place().steps().size();
  }

  /** The place that a rule means; as it was written if the recorded answer has none such. */
  static Place resolve(Product product, Place written) {
    return values(product.recorded()).keySet().stream()
        .filter(place -> place.matches(written))
        .findFirst()
        .orElse(written);
  }

  /**
   * What another answer has where the recorded one has a value. An item of a list is the one whose
   * other fields say the same, if that can be told, and else the one at the same index.
   *
   * @return null if it has nothing there
   */
  static @Nullable String at(Place place, Response recorded, Response answer) {
    if (!place.inList()) {
      String value = exactly(place, answer);
      return value == null ? written(place, values(answer)) : value;
    }
    Map<Place, String> theirs = values(answer);
    Map<Place, String> ours = values(recorded);
    List<String> ourSteps = new ArrayList<>();
    List<String> theirSteps = new ArrayList<>();
    for (String step : place.steps()) {
      theirSteps.add(Place.isIndex(step) ? item(step, ourSteps, theirSteps, ours, theirs) : step);
      ourSteps.add(step);
    }
    return theirs.get(new Place(theirSteps));
  }

  /** The first value there. */
  private static @Nullable String exactly(Place place, Response answer) {
    List<String> found = new ArrayList<>(1);
    ResponseValues.read(
        answer,
        (trail, value) -> {
          if (found.isEmpty() && trail.steps().equals(place.steps())) {
            found.add(value);
          }
          return null;
        });
    return found.isEmpty() ? null : found.getFirst();
  }

  /** Of one that somebody wrote. */
  private static @Nullable String written(Place place, Map<Place, String> values) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().matches(place))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static String item(
      String index,
      List<String> ourList,
      List<String> theirList,
      Map<Place, String> ours,
      Map<Place, String> theirs) {
    Map<List<String>, String> wanted = beside(index, ourList, ours);
    Map<String, Double> evidence = new HashMap<>();
    theirs.forEach(
        (place, value) -> {
          List<String> steps = place.steps();
          int at = theirList.size();
          if (steps.size() > at + 1
              && Place.isIndex(steps.get(at))
              && steps.subList(0, at).equals(theirList)
              && value.equals(wanted.get(steps.subList(at + 1, steps.size())))) {
            evidence.merge(steps.get(at), weight(value), Double::sum);
          }
        });
    double same = evidence.getOrDefault(index, 0.0);
    return evidence.entrySet().stream()
        .filter(entry -> entry.getValue() >= same + MIN_EVIDENCE_BITS)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(index);
  }

  /** What an item says of itself, by the steps that lead there. */
  private static Map<List<String>, String> beside(
      String index, List<String> list, Map<Place, String> values) {
    List<String> item = new ArrayList<>(list);
    item.add(index);
    Map<List<String>, String> beside = new HashMap<>();
    values.forEach(
        (place, value) -> {
          List<String> steps = place.steps();
          int below = steps.size() - item.size();
          if (below > 0 && below <= MAX_BESIDE && steps.subList(0, item.size()).equals(item)) {
            beside.put(List.copyOf(steps.subList(item.size(), steps.size())), value);
          }
        });
    return beside;
  }

  /** Words say something here: the answers are to the same question. */
  private static double weight(String value) {
    return Math.max(Strength.bits(value), Math.min(24, 2.5 * value.length()));
  }

  private static Map<Place, String> values(Response response) {
    Map<Place, String> values = new java.util.LinkedHashMap<>();
    ResponseValues.read(
        response,
        (trail, value) -> {
          values.putIfAbsent(trail.place(), value);
          return null;
        });
    return values;
  }
}
