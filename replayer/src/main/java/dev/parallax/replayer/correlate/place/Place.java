package dev.parallax.replayer.correlate.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a value stands in a message.
 *
 * @param steps the part of the message first ({@code path}, {@code query}, {@code header}, {@code
 *     cookie}, {@code body}), then what leads to the value there; the index of an item is written
 *     {@code [3]}
 */
public record Place(List<String> steps) {

  /** What stands for any one step in a place that somebody wrote. */
  private static final String ANY = "*";

  private static final List<String> INDEXES =
      IntStream.range(0, 64).mapToObj(item -> "[" + item + ']').toList();

  public Place {
    steps = List.copyOf(steps);
  }

  /**
   * Reads {@code header x-csrf} or {@code body /items/*}{@code /id}.
   *
   * @throws IllegalArgumentException if the text is no place
   */
  public static Place parse(String text) {
    String[] words = text.strip().split("\\s+", 2);
    boolean known = List.of("path", "query", "header", "cookie", "body").contains(words[0]);
    if (!known || words.length < 2) {
      throw new IllegalArgumentException(
          "%s (expected: path N, query NAME, header NAME, cookie NAME or body /POINTER)"
              .formatted(text.strip()));
    }
    String rest = words[1].startsWith("/") ? words[1].substring(1) : words[1];
    List<String> steps = new ArrayList<>(List.of(words[0]));
    steps.addAll(Arrays.asList(rest.split("/", -1)));
    return new Place(steps);
  }

  /** Whether a step is the index of an item. */
  public static boolean isIndex(String step) {
    return step.startsWith("[");
  }

  static String index(int item) {
    return item < INDEXES.size() ? INDEXES.get(item) : "[" + item + ']';
  }

  public String part() {
    return steps.getFirst();
  }

  /** Whether an item of a list leads to it. */
  public boolean inList() {
    return steps.stream().anyMatch(Place::isIndex);
  }

  /** Whether a place that somebody wrote, where {@code *} is any step, is this one. */
  public boolean matches(Place written) {
    if (written.steps.size() != steps.size()) {
      return false;
    }
    for (int i = 0; i < steps.size(); i++) {
      String wanted = written.steps.get(i);
      if (!wanted.equals(ANY) && !wanted.equalsIgnoreCase(bare(steps.get(i)))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(part());
    for (int i = 1; i < steps.size(); i++) {
      text.append(i > 1 || part().equals("body") ? (i == 1 ? " /" : "/") : " ");
      text.append(bare(steps.get(i)));
    }
    return text.toString();
  }

  private static String bare(String step) {
    return isIndex(step) ? step.substring(1, step.length() - 1) : step;
  }
}
