package dev.parallax.replayer.amplify;

import dev.parallax.proto.Leaf;
import dev.parallax.proto.Sanitisation;
import dev.parallax.replayer.correlate.place.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which values of a recorded request are pseudonyms, and of what. */
final class Replaced {

  private static final String REQUEST = "request ";
  private static final String ITEM = "*";

  /** Steps into a value, which a location does not have. */
  private static final List<String> WITHIN = List.of("base64", "percent", "url");

  private final Map<List<String>, List<Leaf>> byPlace = new HashMap<>();

  Replaced(Sanitisation sanitisation) {
    for (Leaf leaf : sanitisation.getLeavesList()) {
      if (leaf.getLocation().startsWith(REQUEST)) {
        byPlace
            .computeIfAbsent(
                segments(leaf.getLocation().substring(REQUEST.length())), _ -> new ArrayList<>())
            .add(leaf);
      }
    }
  }

  boolean isNothing() {
    return byPlace.isEmpty();
  }

  /**
   * What was recognised at that place, or in the value that it is within; null if it is as sent.
   */
  @Nullable String kinds(List<String> steps) {
    List<String> place = place(steps);
    List<Integer> items = items(steps);
    for (int length = place.size(); length > 0; length--) {
      for (Leaf leaf : byPlace.getOrDefault(place.subList(0, length), List.of())) {
        if (isAbout(leaf, items)) {
          return leaf.getKind();
        }
      }
    }
    return null;
  }

  private static List<String> segments(String location) {
    int blank = location.indexOf(' ');
    if (blank < 0) {
      return List.of(location.split("/", -1));
    }
    String rest = location.substring(blank + 1);
    List<String> segments = new ArrayList<>(List.of(location.substring(0, blank)));
    segments.addAll(List.of((rest.startsWith("/") ? rest.substring(1) : rest).split("/", -1)));
    return List.copyOf(segments);
  }

  /** As locations have it: segments of a path from 0, cookies in their header, and any item. */
  private static List<String> place(List<String> steps) {
    List<String> place = new ArrayList<>();
    boolean credentials = steps.size() > 1 && steps.get(1).endsWith("authorization");
    for (String step : steps) {
      if (place.isEmpty() && step.equals("cookie")) {
        place.add("header");
        place.add(step);
      } else if (place.size() == 1 && place.getFirst().equals("path")) {
        place.add(Integer.toString(Integer.parseInt(step) - 1));
      } else if (Place.isIndex(step)) {
        place.add(ITEM);
      } else if (credentials && step.equals("left")) {
        place.add("user");
      } else if (credentials && step.equals("right")) {
        place.add("password");
      } else if (!WITHIN.contains(step)) {
        place.add(step.replace("~", "~0").replace("/", "~1"));
      }
    }
    return place;
  }

  private static List<Integer> items(List<String> steps) {
    return steps.stream()
        .filter(Place::isIndex)
        .map(step -> Integer.valueOf(step.substring(1, step.length() - 1)))
        .toList();
  }

  /** A leaf names the items that it is about, unless it is about all. */
  private static boolean isAbout(Leaf leaf, List<Integer> items) {
    int lists = leaf.getListsCount();
    if (leaf.getItemsCount() == 0 || lists == 0 || items.size() < lists) {
      return true;
    }
    List<Integer> told = leaf.getItemsList();
    for (int i = 0; i + lists <= told.size(); i += lists) {
      if (told.subList(i, i + lists).equals(items.subList(0, lists))) {
        return true;
      }
    }
    return false;
  }
}
