package dev.parallax.replayer.correlate.place;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The steps to the value at hand. Confined to one visit. */
public final class Trail {

  private final List<String> steps = new ArrayList<>();
  private String hint = "";

  void down(String step) {
    steps.add(step);
  }

  void up() {
    steps.removeLast();
  }

  int depth() {
    return steps.size();
  }

  void upTo(int depth) {
    steps.subList(depth, steps.size()).clear();
  }

  void hint(String of) {
    hint = of;
  }

  /** In a path, the segment before this one, which says what is meant; empty elsewhere. */
  public String hint() {
    return hint;
  }

  /** A view: of this value only. */
  public List<String> steps() {
    return Collections.unmodifiableList(steps);
  }

  public Place place() {
    return new Place(steps);
  }
}
