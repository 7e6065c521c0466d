package dev.parallax.bench.leak.utility;

import dev.parallax.bench.leak.value.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Items of a catalogue that hold nobody's data, and of which much looks as if it did: numbers that
 * pass Luhn's check, versions like addresses, hashes like secrets.
 */
final class Benign {

  private static final Map<String, Function<Symbols, String>> FIELDS = new LinkedHashMap<>();

  static {
    text(
        "name",
        one -> one.one("Blue mug", "Oak table", "Wool scarf, large") + " No. " + digit(one));
    text(
        "description",
        one -> "Made in 3 sizes, ships within " + digit(one) + " days; see page " + digit(one));
    text("category", one -> one.one("kitchen", "garden", "office", "toys"));
    text("currency", one -> one.one("EUR", "USD", "CHF"));
    text("locale", one -> one.one("de-DE", "en-GB", "fr-CH"));
    text("status", one -> one.one("IN_STOCK", "SOLD_OUT", "PREORDER"));
    text("colour", one -> "#" + one.hex(6));
    text("size", one -> one.one("S", "M", "L", "XL") + "/" + one.between(36, 48));
    text(
        "updatedAt",
        one ->
            "2026-%02d-%02dT%02d:%02d:%02dZ"
                .formatted(
                    one.between(1, 12),
                    one.between(1, 28),
                    one.between(0, 23),
                    one.between(0, 59),
                    one.between(0, 59)));
    text("validUntil", one -> "2027-%02d-%02d".formatted(one.between(1, 12), one.between(1, 28)));
    text(
        "version",
        one -> "%d.%d.%d".formatted(one.between(0, 9), one.between(0, 40), one.between(0, 99)));
    text(
        "firmware",
        one ->
            "%d.%d.%d.%d"
                .formatted(
                    one.between(1, 9),
                    one.between(0, 40),
                    one.between(0, 99),
                    one.between(0, 999)));
    text("sku", one -> one.of("ABCDEFGH", 3) + '-' + one.digits(5) + '-' + one.of("XYZ", 1));
    text(
        "variantId",
        one ->
            one.hex(8)
                + '-'
                + one.hex(4)
                + "-4"
                + one.hex(3)
                + "-a"
                + one.hex(3)
                + '-'
                + one.hex(12));
    text("commit", one -> one.hex(40));
    text("partNumber", one -> "555-0" + one.digits(3) + '-' + one.digits(2));
    text("ean", one -> "40" + one.digits(11));
    text("image", one -> "/img/" + one.token(6) + "/front.jpg");
    text("unit", one -> one.one("kg", "pcs", "m²"));
    bare("price", one -> one.between(1, 900) + "." + one.between(10, 99));
    bare("stock", one -> Integer.toString(one.between(0, 5_000)));
    bare("updatedMillis", one -> "17" + one.of("6789", 1) + one.digits(10));
    bare("orderNumber", one -> one.of("123456789", 1) + one.digits(11));
    bare("weight", one -> "0." + one.between(100, 999));
    bare("rating", one -> one.between(1, 4) + "." + one.between(1, 9));
    bare("available", one -> one.chance() ? "true" : "false");
    bare("parent", _ -> "null");
  }

  private Benign() {}

  private static void text(String key, Function<Symbols, String> value) {
    FIELDS.put(key, one -> '"' + value.apply(one) + '"');
  }

  private static void bare(String key, Function<Symbols, String> value) {
    FIELDS.put(key, value);
  }

  private static String digit(Symbols symbols) {
    return Integer.toString(symbols.between(2, 90));
  }

  static List<String> keys() {
    return List.copyOf(FIELDS.keySet());
  }

  /** One item. */
  static String item(Symbols symbols) {
    List<String> fields = new ArrayList<>();
    FIELDS.forEach((key, value) -> fields.add("\"%s\":%s".formatted(key, value.apply(symbols))));
    return "{" + String.join(",", fields) + "}";
  }
}
