package dev.parallax.recorder.sanitize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The policy's locations that pass in the clear; {@code *} stands for one pointer segment. */
final class Clear {

  static final Clear NOTHING = new Clear(List.of());

  /** A segment that may be an index. */
  private static final Pattern NUMBER = Pattern.compile("^(request|response) body .*/[0-9]+(/|$)");

  private final Set<String> exact = new HashSet<>();
  private final List<String[]> patterns = new ArrayList<>();
  private boolean numbered;

  Clear(List<String> locations) {
    for (String location : locations) {
      numbered |= NUMBER.matcher(location).find();
      if (location.indexOf('*') < 0) {
        exact.add(location);
      } else {
        patterns.add(location.split("/", -1));
      }
    }
  }

  boolean isEmpty() {
    return exact.isEmpty() && patterns.isEmpty();
  }

  /** Whether it may depend on a list's index what passes. */
  boolean numbered() {
    return numbered;
  }

  boolean passes(String side, Location at) {
    if (isEmpty()) {
      return false;
    }
    String location = side + ' ' + at.text();
    return exact.contains(location) || patterns.stream().anyMatch(p -> matches(p, location));
  }

  private static boolean matches(String[] pattern, String location) {
    String[] segments = location.split("/", -1);
    if (segments.length != pattern.length) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (!pattern[i].equals("*") && !pattern[i].equals(segments[i])) {
        return false;
      }
    }
    return true;
  }
}
