package dev.parallax.replayer.correlate;

import dev.parallax.replayer.correlate.place.Place;
import dev.parallax.replayer.correlate.place.Trail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the name of a value says that it is: the {@code orderId} of a body, the {@code 17} of {@code
 * /orders/17} and the {@code id} of what {@code POST /orders} answered are all of an {@code order}.
 *
 * @param word in small letters, singular; empty if the name says nothing
 * @param isId whether the name says that it is the one that something is known by
 */
public record Noun(String word, boolean isId) {

  private static final Noun NONE = new Noun("", false);

  private static final Set<String> ID_WORDS =
      Set.of(
          "code",
          "guid",
          "handle",
          "href",
          "id",
          "ids",
          "key",
          "link",
          "no",
          "nr",
          "num",
          "number",
          "oid",
          "pk",
          "ref",
          "reference",
          "self",
          "sku",
          "slug",
          "token",
          "uri",
          "url",
          "uuid");

  /** Of what holds anything, and says nothing of it. */
  private static final Set<String> CONTAINERS =
      Set.of(
          "attributes",
          "body",
          "content",
          "data",
          "edges",
          "elements",
          "embedded",
          "entries",
          "hits",
          "items",
          "links",
          "list",
          "node",
          "nodes",
          "page",
          "payload",
          "records",
          "response",
          "result",
          "results",
          "rows",
          "value",
          "values");

  /** Headers of one value, which each side calls by another name. */
  private static final Set<String> ETAGS = Set.of("etag", "if-match", "if-none-match", "if-range");

  private static final Set<String> MODIFIED =
      Set.of("last-modified", "if-modified-since", "if-unmodified-since");

  /**
   * @param target of the request: says what is meant where no name does
   */
  public static Noun of(Trail trail, String target) {
    List<String> steps = trail.steps();
    if (!trail.hint().isEmpty()) {
      List<String> words = words(trail.hint());
      return words.isEmpty() ? NONE : new Noun(singular(words.getLast()), true);
    }
    if (steps.getFirst().equals("cookie")) {
      return new Noun("cookie " + steps.get(1), true);
    }
    if (steps.getFirst().equals("header")) {
      Noun paired = pairedHeader(steps.get(1));
      if (!paired.word().isEmpty()) {
        return paired;
      }
    }
    return named(steps, target);
  }

  private static Noun pairedHeader(String name) {
    return ETAGS.contains(name)
        ? new Noun("etag", true)
        : MODIFIED.contains(name) ? new Noun("last-modified", true) : NONE;
  }

  /** By the last step that is a name, or what it stands in. */
  private static Noun named(List<String> steps, String target) {
    boolean isId = false;
    for (int i = steps.size() - 1; i > 0; i--) {
      String step = steps.get(i);
      if (Place.isIndex(step) || step.equals("base64") || step.equals("percent")) {
        continue;
      }
      List<String> words = words(step);
      boolean idHere = words.removeIf(ID_WORDS::contains);
      isId |= idHere;
      if (!words.isEmpty() && !CONTAINERS.contains(words.getLast())) {
        return new Noun(singular(words.getLast()), isId);
      }
      if (!idHere && words.isEmpty()) {
        break;
      }
    }
    return new Noun(ofPath(target), isId);
  }

  /** The last segment that is a word. */
  private static String ofPath(String target) {
    int question = target.indexOf('?');
    String[] segments = (question < 0 ? target : target.substring(0, question)).split("/", -1);
    for (int i = segments.length - 1; i >= 0; i--) {
      List<String> words = words(segments[i]);
      if (!words.isEmpty() && segments[i].chars().noneMatch(Character::isDigit)) {
        return singular(words.getLast());
      }
    }
    return "";
  }

  /** {@code billingAddress_id} has three. */
  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= name.length(); i++) {
      boolean ends =
          i == name.length()
              || !Character.isLetter(name.charAt(i))
              || (Character.isUpperCase(name.charAt(i))
                  && Character.isLowerCase(name.charAt(i - 1)));
      if (ends) {
        add(words, name.substring(start, i));
        start = i;
      }
    }
    return words;
  }

  private static void add(List<String> words, String part) {
    int from = 0;
    while (from < part.length() && !Character.isLetter(part.charAt(from))) {
      from++;
    }
    if (from < part.length()) {
      words.add(part.substring(from).toLowerCase(Locale.ROOT));
    }
  }

  private static String singular(String word) {
    if (word.length() > 4 && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + 'y';
    }
    if (word.length() > 4
        && (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches"))) {
      return word.substring(0, word.length() - 2);
    }
    return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
        ? word.substring(0, word.length() - 1)
        : word;
  }
}
