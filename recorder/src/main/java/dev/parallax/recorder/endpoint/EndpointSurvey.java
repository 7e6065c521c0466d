package dev.parallax.recorder.endpoint;

import dev.parallax.proto.Endpoint;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts recorded exchanges by endpoint, and says which endpoints look as if they were not what
 * they seem: several that may be one, one that may be several, and those with a word that was not
 * told. Confined to one thread.
 */
public final class EndpointSurvey {

  /** Endpoints side by side that answer alike, from so many on. */
  static final int MIN_SIBLINGS = 5;

  /** Exchanges below which an endpoint is not said to be several. */
  static final int MIN_EXCHANGES = 20;

  /** Of them, those of the second shape. */
  static final int MIN_SHARE_PERCENT = 20;

  private static final String PATH_LEAF = "request path/";

  private final EndpointTemplates templates;
  private final Map<String, Seen> endpoints = new TreeMap<>();

  public EndpointSurvey(EndpointTemplates templates) {
    this.templates = templates;
  }

  /**
   * One endpoint.
   *
   * @param name {@code GET /users/{id}}
   * @param untold those of its exchanges of which a word in the path is a pseudonym, and no value
   *     that is known to be one
   * @param hint what it may be instead, and what to do about it; empty if nothing is odd
   */
  public record Row(String name, long exchanges, long untold, String hint) {}

  private static final class Seen {
    private final Endpoint endpoint;
    private long exchanges;
    private long untold;
    private final Map<Long, Long> shapes = new HashMap<>();

    Seen(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    /** The shape of most answers; the first of those that are equally frequent. */
    List<Map.Entry<Long, Long>> shapes() {
      return shapes.entrySet().stream()
          .sorted(
              Map.Entry.<Long, Long>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .toList();
    }
  }

  public void add(Exchange exchange) {
    Endpoint endpoint = templates.endpointOf(exchange.getRequest(), exchange.getAuthority());
    Seen seen = endpoints.computeIfAbsent(templates.display(endpoint), _ -> new Seen(endpoint));
    seen.exchanges++;
    seen.untold += hasUntoldWord(exchange, endpoint) ? 1 : 0;
    long shape = ResponseShape.of(exchange.getResponse());
    if (ResponseShape.isTelling(shape)) {
      seen.shapes.merge(shape, 1L, Long::sum);
    }
  }

  private static boolean hasUntoldWord(Exchange exchange, Endpoint endpoint) {
    List<String> segments = TypedPath.segmentsOf(endpoint.getTemplate());
    for (Leaf leaf : exchange.getSanitisation().getLeavesList()) {
      String location = leaf.getLocation();
      if (location.startsWith(PATH_LEAF) && location.indexOf(';') < 0) {
        int index = Integer.parseInt(location.substring(PATH_LEAF.length()));
        if (index < segments.size() && Varying.isWord(segments.get(index))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The most frequent first. */
  public List<Row> rows() {
    Map<String, List<Seen>> alike = siblings();
    List<Row> rows = new ArrayList<>();
    endpoints.forEach(
        (name, seen) -> rows.add(new Row(name, seen.exchanges, seen.untold, hint(seen, alike))));
    rows.sort(Comparator.comparingLong(Row::exchanges).reversed().thenComparing(Row::name));
    return rows;
  }

  private static String hint(Seen seen, Map<String, List<Seen>> alike) {
    for (String pattern : generalised(seen)) {
      List<Seen> siblings = alike.getOrDefault(key(seen, pattern), List.of());
      if (siblings.size() >= MIN_SIBLINGS) {
        return "may be one: --path '%s' (%d endpoints that answer alike)"
            .formatted(pattern, siblings.size());
      }
    }
    List<Map.Entry<Long, Long>> shapes = seen.shapes();
    if (seen.exchanges >= MIN_EXCHANGES
        && seen.endpoint.getTemplate().contains(TemplateMiner.PARAMETER)
        && shapes.size() > 1
        && shapes.get(1).getValue() * 100 >= seen.exchanges * MIN_SHARE_PERCENT) {
      return "may be several: --path '!%s' (it answers in %d ways)"
          .formatted(upToParameter(seen.endpoint.getTemplate()), shapes.size());
    }
    return seen.untold > 0 ? "a word of it is not told: --path names it" : "";
  }

  private Map<String, List<Seen>> siblings() {
    return endpoints.values().stream()
        .flatMap(
            seen -> generalised(seen).stream().map(pattern -> Map.entry(key(seen, pattern), seen)))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  /** Those with equal keys would be one endpoint, and answer alike. */
  private static String key(Seen seen, String pattern) {
    return "%s %s %s %d"
        .formatted(
            seen.endpoint.getMethod(),
            seen.endpoint.getAuthority(),
            pattern,
            seen.shapes().getFirst().getKey());
  }

  /** Its template with one word at a time taken for a value; none if its answers tell nothing. */
  private static List<String> generalised(Seen seen) {
    List<String> patterns = new ArrayList<>();
    if (!seen.shapes.isEmpty()) {
      List<String> segments = TypedPath.segmentsOf(seen.endpoint.getTemplate());
      for (int i = 0; i < segments.size(); i++) {
        if (Varying.isWord(segments.get(i))) {
          List<String> one = new ArrayList<>(segments);
          one.set(i, TemplateMiner.PARAMETER);
          patterns.add(TypedPath.pattern(one));
        }
      }
    }
    return patterns;
  }

  private static String upToParameter(String template) {
    int at = template.indexOf(TemplateMiner.PARAMETER);
    return template.substring(0, at + TemplateMiner.PARAMETER.length());
  }
}
