package dev.parallax.replayer.correlate.place;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code a=1&b=2}, in queries and forms. */
final class FormValues {

  private final Trail trail;
  private final Nested nested;

  FormValues(Trail trail, Nested nested) {
    this.trail = trail;
    this.nested = nested;
  }

  /**
   * @param step what leads to the fields; empty if nothing has to
   */
  @Nullable String visit(String step, String form) {
    int depth = trail.depth();
    if (!step.isEmpty()) {
      trail.down(step);
    }
    String[] pairs = form.split("&", -1);
    Map<String, Integer> seen = new HashMap<>();
    boolean written = false;
    for (int i = 0; i < pairs.length; i++) {
      int equals = pairs[i].indexOf('=');
      if (equals < 0) {
        continue;
      }
      String name = Percent.decode(pairs[i].substring(0, equals));
      int before = trail.depth();
      trail.down(name);
      int occurrence = seen.merge(name, 1, Integer::sum);
      if (occurrence > 1) {
        trail.down(Place.index(occurrence - 1));
      }
      String value = nested.visit(Percent.decode(pairs[i].substring(equals + 1).replace('+', ' ')));
      trail.upTo(before);
      if (value != null) {
        pairs[i] = pairs[i].substring(0, equals + 1) + Percent.encode(value);
        written = true;
      }
    }
    trail.upTo(depth);
    return written ? String.join("&", pairs) : null;
  }
}
