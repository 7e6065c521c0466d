package dev.parallax.replayer.amplify;

import dev.parallax.proto.Exchange;
import dev.parallax.recorder.endpoint.Extensions;
import dev.parallax.replayer.correlate.Strength;
import dev.parallax.replayer.correlate.place.RequestValues;
import dev.parallax.replayer.correlate.place.Trail;
import dev.parallax.replayer.correlate.place.Visitor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The values of one request that say who sends it, and others for them: see {@link Whose}. One that
 * is told by itself is replaced wherever the request has it; else where it is called so. Confined
 * to one visit.
 */
final class OwnValues implements Visitor {

  private final Whose whose;
  private final BinaryOperator<String> fresh;

  /** Of those that are told by themselves, what takes their place. */
  private final Map<String, String> strong = new HashMap<>();

  private OwnValues(Whose whose, BinaryOperator<String> fresh) {
    this.whose = whose;
    this.fresh = fresh;
  }

  /**
   * @param fresh another value of the same form, by the value and its kinds
   * @return null if nothing of it was replaced when it was recorded
   */
  static @Nullable Visitor of(Exchange recorded, BinaryOperator<String> fresh) {
    Replaced replaced = new Replaced(recorded.getSanitisation());
    if (replaced.isNothing()) {
      return null;
    }
    OwnValues own = new OwnValues(new Whose(replaced, recorded.getRequest().getTarget()), fresh);
    RequestValues.read(recorded.getRequest(), own::learn);
    return own;
  }

  @Override
  public @Nullable String visit(Trail trail, String value) {
    String known = strong.get(value);
    return known == null && whose.isOwn(trail, value) ? fresh(trail, value) : known;
  }

  private @Nullable String learn(Trail trail, String value) {
    if (!whose.isOwn(trail, value)) {
      return null;
    }
    if (Strength.strong(value)) {
      strong.computeIfAbsent(value, own -> fresh(trail, own));
    }
    // What is replaced as a whole is not looked into.
    return value;
  }

  /** A segment of a path keeps its extension, as it did when it was recorded. */
  private String fresh(Trail trail, String value) {
    String extension = trail.steps().getFirst().equals("path") ? Extensions.of(value) : "";
    int end = value.length() - (extension.isEmpty() ? 0 : extension.length() + 1);
    return fresh.apply(value.substring(0, end), whose.kinds(trail)) + value.substring(end);
  }
}
