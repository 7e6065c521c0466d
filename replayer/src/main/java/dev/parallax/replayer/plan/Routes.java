package dev.parallax.replayer.plan;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Methods, and methods on paths, that are named one by one.
 *
 * <p>{@code POST} stands for every POST; {@code POST /orders/{id}/pay} for those whose path begins
 * with these segments, where {@code {…}} stands for any one segment.
 */
public final class Routes {

  private record Rule(String method, List<String> segments) {}

  private final List<Rule> rules;

  /**
   * @param key of the setting, for what is refused
   * @throws IllegalArgumentException for what is neither a method nor a method and a path
   */
  public Routes(String key, Set<String> names) {
    rules = names.stream().map(name -> rule(key, name)).toList();
  }

  public boolean name(String method, String target) {
    return rules.stream()
        .anyMatch(rule -> rule.method().equals(method) && begins(target, rule.segments()));
  }

  private static Rule rule(String key, String name) {
    String[] parts = name.strip().split("\\s+", -1);
    boolean path = parts.length == 2 && parts[1].startsWith("/");
    if (!parts[0].matches("[A-Z]+") || (parts.length > 1 && !path)) {
      throw new IllegalArgumentException(
          "%s: %s (expected: POST, or POST /path)".formatted(key, name));
    }
    return new Rule(parts[0], path ? segments(parts[1]) : List.of());
  }

  private static boolean begins(String target, List<String> prefix) {
    if (prefix.isEmpty()) {
      return true;
    }
    List<String> segments = segments(target);
    if (segments.size() < prefix.size() || segments.stream().anyMatch(Routes::climbs)) {
      return false;
    }
    for (int i = 0; i < prefix.size(); i++) {
      String wanted = prefix.get(i);
      boolean any = wanted.startsWith("{") && wanted.endsWith("}");
      if (any ? segments.get(i).isEmpty() : !wanted.equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** A target that climbs out of its prefix is not under it. */
  private static boolean climbs(String segment) {
    String plain = segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
    return plain.startsWith("..") || plain.contains("%2f") || plain.contains("\\");
  }

  private static List<String> segments(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String trimmed = path.replaceAll("^/+|/+$", "");
    return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("/+", -1));
  }
}
