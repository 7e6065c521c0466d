package dev.parallax.bench.leak.place;

import dev.parallax.bench.leak.value.Secret;
import java.util.function.Function;

/**
 * Where a value stands in an exchange.
 *
 * @param group "request line", "headers", "JSON", …
 * @param clear what {@code sanitise.clear} calls it, with {@code KEY} for the field's name; empty
 *     where nothing is allowed by a location
 */
public record Place(String group, String name, String clear, Function<Written, Planned> planter) {

  static Place of(String group, String name, Function<Written, Planned> planter) {
    return new Place(group, name, "", planter);
  }

  public Planned plant(String key, Secret secret, Form form) {
    return planter.apply(Written.of(key, secret, form));
  }
}
