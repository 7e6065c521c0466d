package dev.parallax.cli.command;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which hosts an import takes, and how many exchanges each has. Confined to one thread. */
final class ImportedHosts {

  private static final int MAX_COUNTED = 1_000;
  private static final int TOLD = 8;

  private final List<String> taken;
  private final Map<String, Long> found = new LinkedHashMap<>();

  /**
   * @param taken with or without port; all if empty
   */
  ImportedHosts(List<String> taken) {
    this.taken = taken.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  /** Counts an exchange of that host[:port], and says whether it is taken. */
  boolean takes(String authority) {
    if (found.size() < MAX_COUNTED || found.containsKey(authority)) {
      found.merge(authority, 1L, Long::sum);
    }
    return taken.isEmpty() || taken.contains(authority) || taken.contains(host(authority));
  }

  private static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon < 0 || authority.endsWith("]") ? authority : authority.substring(0, colon);
  }

  List<String> asked() {
    return taken;
  }

  boolean areSeveral() {
    return found.size() > 1;
  }

  /** Those with most exchanges first: {@code shop.example 90, cdn.example 31 and 4 more}. */
  String told() {
    String most =
        found.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(TOLD)
            .map(host -> host.getKey() + " " + host.getValue())
            .collect(Collectors.joining(", "));
    return found.size() > TOLD ? most + " and %d more".formatted(found.size() - TOLD) : most;
  }
}
