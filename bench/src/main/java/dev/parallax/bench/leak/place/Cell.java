package dev.parallax.bench.leak.place;

import dev.parallax.bench.leak.value.Entity;
import dev.parallax.bench.leak.value.Secret;
import java.util.Locale;

/**
 * One combination that values are planted in.
 *
 * @param key the field's name
 * @param policy what the proxy is told of the place
 * @param heldOut see {@link HeldOut}
 */
public record Cell(
    Entity entity,
    Place place,
    Form form,
    Boundary boundary,
    String key,
    Policy policy,
    boolean heldOut) {

  Cell(Entity entity, Place place, Form form, Boundary boundary, String key, Policy policy) {
    this(entity, place, form, boundary, key, policy, false);
  }

  /** What stands between the value and the log. */
  public enum Policy {
    /** Nothing is allowed. */
    STRICT,
    /** The place is in {@code sanitise.clear}: detectors alone can find the value. */
    ALLOWED,
    /** The whole proxy is in detect mode. */
    DETECT
  }

  public Planned plant(Secret secret) {
    return boundary.of(place.plant(key, secret, form));
  }

  public String group() {
    if (heldOut) {
      return HeldOut.GROUP + ", " + policy.name().toLowerCase(Locale.ROOT);
    }
    return switch (policy) {
      case ALLOWED -> "allowed places";
      case DETECT -> "detect mode";
      case STRICT -> boundary.group(form).orElse(place.group());
    };
  }

  /** What {@code sanitise.clear} has to say; empty for nothing. */
  public String clear() {
    return policy == Policy.ALLOWED ? place.clear().replace("KEY", key) : "";
  }

  /** {@code e-mail | query value | percent | at once | allowed}; nobody else's. */
  @Override
  public String toString() {
    return "%s as %s | %s | %s | %s%s"
        .formatted(
            entity.name(),
            key,
            place.name(),
            form,
            boundary,
            policy == Policy.STRICT ? "" : " | " + policy.name().toLowerCase(Locale.ROOT));
  }
}
