package dev.parallax.replayer.correlate;

import java.util.List;

/**
 * What is known better than it can be found.
 *
 * @param off whether nothing is bound at all
 * @param bind values that are bound, whatever was recorded there
 * @param noBind places that are left as they were recorded
 */
public record Rules(boolean off, List<String> bind, List<String> noBind) {

  /**
   * @throws IllegalArgumentException for what is no rule, with what was expected
   */
  public Rules {
    bind = List.copyOf(bind);
    noBind = List.copyOf(noBind);
    bind.forEach(Rule::binding);
    noBind.forEach(Rule::forbidden);
  }

  public static Rules none() {
    return new Rules(false, List.of(), List.of());
  }

  /** All is sent as it was recorded. */
  public static Rules disabled() {
    return new Rules(true, List.of(), List.of());
  }

  List<Rule> bound() {
    return bind.stream().map(Rule::binding).toList();
  }

  List<Rule> forbidden() {
    return noBind.stream().map(Rule::forbidden).toList();
  }
}
