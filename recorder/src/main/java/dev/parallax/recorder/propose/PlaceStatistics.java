package dev.parallax.recorder.propose;

import dev.parallax.recorder.sanitize.HarmlessValues;
import dev.parallax.recorder.sanitize.detect.Finder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The replaced values of one location. Of at most {@value #MAX_VALUES} different ones it is known
 * in how many sessions they were seen, up to as many as are asked for.
 */
final class PlaceStatistics {

  static final int MAX_VALUES = 64;

  /** Longer ones are no words of an enumeration. */
  private static final int MAX_CHARS = 64;

  /** What programs measure of things, and not of persons. */
  private static final Set<String> MEASURES =
      Set.of(
          "price",
          "unitprice",
          "listprice",
          "netprice",
          "grossprice",
          "saleprice",
          "priceperunit",
          "vat",
          "taxrate",
          "discount",
          "rating",
          "stock",
          "weight",
          "height",
          "width",
          "depth",
          "volume",
          "version");

  private static final Set<String> NUMBERS = Set.of("decimal", "id");

  /** When something of the service's own was made or changed. */
  private static final Set<String> TIMES =
      Set.of(
          "publishedat",
          "releasedat",
          "releasedate",
          "builtat",
          "builddate",
          "availablefrom",
          "availableuntil",
          "validfrom",
          "validuntil",
          "modifiedat",
          "lastmodified");

  /** Kinds of values that hold nothing else than a form; all others were recognised. */
  private static final Set<String> PLAIN = Set.of("text", "decimal", "id", "date", "token");

  private static final Pattern NOT_A_LETTER = Pattern.compile("[^a-z]");

  private final String location;
  private final int minSessions;

  /** By epoch of the pseudonyms, and in it by value: under another key all are others. */
  private final Map<String, Map<String, Set<String>>> clientsByValue = new HashMap<>();

  private final Set<String> kinds = new TreeSet<>();
  private long leaves;
  private boolean tooManyValues;
  private boolean recognised;

  PlaceStatistics(String location, int minSessions) {
    this.location = location;
    this.minSessions = minSessions;
  }

  /**
   * @param kind of the leaf: one, or several with blanks between
   * @param client empty for nobody who counts
   */
  void add(String pseudonym, String kind, String epoch, String client) {
    leaves++;
    for (String one : kind.split(" ", -1)) {
      kinds.add(one);
      recognised |= !PLAIN.contains(one);
    }
    // What is recognised within text has a pseudonym of its form there.
    recognised = recognised || !Finder.find(pseudonym).isEmpty();
    Map<String, Set<String>> values = clientsByValue.computeIfAbsent(epoch, _ -> new HashMap<>());
    if (!values.containsKey(pseudonym)
        && (values.size() == MAX_VALUES || pseudonym.length() > MAX_CHARS)) {
      tooManyValues = true;
      return;
    }
    Set<String> clients = values.computeIfAbsent(pseudonym, _ -> new HashSet<>());
    if (!client.isEmpty() && clients.size() < minSessions) {
      clients.add(client);
    }
  }

  /** Empty if what stands there might tell somebody, or if too little was seen to know. */
  Optional<Proposal> proposal() {
    String name = name();
    if (recognised || HarmlessValues.secretName(name.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    if (isEnumeration()) {
      return proposal("each value in at least %d sessions".formatted(minSessions));
    }
    if (sessions() < minSessions) {
      return Optional.empty();
    }
    String plain = NOT_A_LETTER.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    if (NUMBERS.containsAll(kinds) && MEASURES.contains(plain)) {
      return proposal("a measure of a thing, by its name");
    }
    return kinds.equals(Set.of("date")) && TIMES.contains(plain)
        ? proposal("a time of a thing, by its name")
        : Optional.empty();
  }

  /** What so many clients share tells none of them from the others. */
  private boolean isEnumeration() {
    return !tooManyValues
        && clientsByValue.values().stream()
            .flatMap(values -> values.values().stream())
            .allMatch(clients -> clients.size() >= minSessions);
  }

  /** In the epoch that had most: whoever came in two of them is not known again. */
  private long sessions() {
    return clientsByValue.values().stream()
        .mapToLong(values -> values.values().stream().flatMap(Set::stream).distinct().count())
        .max()
        .orElse(0);
  }

  /** The last name in the location that is none of an item. */
  private String name() {
    String name = "";
    for (String part : location.split("[/ ]", -1)) {
      name = part.equals("*") ? name : part;
    }
    return name;
  }

  private Optional<Proposal> proposal(String reason) {
    return Optional.of(
        new Proposal(
            location,
            reason,
            String.join(" ", kinds),
            clientsByValue.values().stream().mapToInt(Map::size).max().orElse(0),
            tooManyValues,
            leaves));
  }
}
