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
  private final Map<String, Set<String>> sessionsByValue = new HashMap<>();
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
   */
  void add(String pseudonym, String kind, String session) {
    leaves++;
    for (String one : kind.split(" ", -1)) {
      kinds.add(one);
      recognised |= !PLAIN.contains(one);
    }
    // What is recognised within text has a pseudonym of its form there.
    recognised = recognised || !Finder.find(pseudonym).isEmpty();
    Set<String> sessions = sessionsByValue.get(pseudonym);
    boolean full = sessionsByValue.size() == MAX_VALUES || pseudonym.length() > MAX_CHARS;
    if (sessions == null && full) {
      tooManyValues = true;
    } else if (sessions == null) {
      sessionsByValue.put(pseudonym, new HashSet<>(Set.of(session)));
    } else if (sessions.size() < minSessions) {
      sessions.add(session);
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
        && sessionsByValue.values().stream().allMatch(sessions -> sessions.size() >= minSessions);
  }

  private long sessions() {
    Set<String> all = new HashSet<>();
    sessionsByValue.values().forEach(all::addAll);
    return all.size();
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
            sessionsByValue.size(),
            tooManyValues,
            leaves));
  }
}
