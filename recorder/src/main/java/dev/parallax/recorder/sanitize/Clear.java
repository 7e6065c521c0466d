package dev.parallax.recorder.sanitize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The policy's locations that pass in the clear; {@code *} stands for one pointer segment. */
final class Clear {

  static final Clear NOTHING = new Clear(List.of());

  /** A segment that may be an index. */
  private static final Pattern NUMBER = Pattern.compile("^(request|response) body .*/[0-9]+(/|$)");

  /** By location, the rule in words. */
  private final Map<String, String> exact = new HashMap<>();

  private final List<Wildcard> patterns = new ArrayList<>();
  private boolean numbered;

  /**
   * @param rule in words
   */
  private record Wildcard(List<String> segments, String rule) {}

  Clear(List<String> locations) {
    for (String location : locations) {
      numbered |= NUMBER.matcher(location).find();
      if (location.indexOf('*') < 0) {
        exact.put(location, Why.CLEAR + location);
      } else {
        patterns.add(new Wildcard(List.of(location.split("/", -1)), Why.CLEAR + location));
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
    return rule(side, at) != null;
  }

  /** The rule by which a value passes there, in words; null if none does. */
  @Nullable String rule(String side, Location at) {
    if (isEmpty()) {
      return null;
    }
    String location = side + ' ' + at.text();
    String rule = exact.get(location);
    for (int i = 0; rule == null && i < patterns.size(); i++) {
      rule = matches(patterns.get(i).segments(), location) ? patterns.get(i).rule() : null;
    }
    return rule;
  }

  private static boolean matches(List<String> pattern, String location) {
    String[] segments = location.split("/", -1);
    if (segments.length != pattern.size()) {
      return false;
    }
    for (int i = 0; i < segments.length; i++) {
      if (!pattern.get(i).equals("*") && !pattern.get(i).equals(segments[i])) {
        return false;
      }
    }
    return true;
  }
}
