package dev.parallax.bench.leak.value;

import java.util.function.Function;

/**
 * A kind of value, in one way to write it.
 *
 * @param family as which a detector would know it: "card"
 * @param name "card, amex, dashes"
 * @param key what an API calls the field
 */
public record Entity(String family, String name, String key, Function<Symbols, Secret> generator) {

  public Secret next(Symbols symbols) {
    return generator.apply(symbols);
  }
}
