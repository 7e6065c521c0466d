package dev.parallax.bench.leak.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** E-mail addresses, phone numbers, names, addresses, dates of birth and positions. */
final class Contacts {

  /** How many values of few make one secret, and how many of those found make a leak. */
  private static final int GROUP = 8;

  private static final int NEEDED = 3;

  private Contacts() {}

  static Secret email(Symbols symbols) {
    return email(symbols, "", "mail-" + symbols.token(4));
  }

  static Secret emailWithTag(Symbols symbols) {
    return email(symbols, "+shop.news", "mail");
  }

  static Secret emailIdn(Symbols symbols) {
    return email(symbols, "", "bücher-" + symbols.token(4));
  }

  static Secret emailUpper(Symbols symbols) {
    Secret lower = email(symbols);
    return new Secret(
        List.of(lower.texts().getFirst().toUpperCase(Locale.ROOT)), lower.canaries(), 1);
  }

  private static Secret email(Symbols symbols, String tag, String host) {
    String canary = symbols.token(16);
    return Secret.of("ada." + canary + tag + '@' + host + ".invalid", Canary.token(canary));
  }

  static Secret phoneInternational(Symbols symbols) {
    return group(
        symbols,
        one -> {
          String last = one.digits(2);
          return one.one(
              "+1 " + area(one) + " 555 01" + last,
              "+44 7700 900" + one.digits(3),
              "+33 6 39 98 " + one.digits(2) + ' ' + last);
        },
        text -> text.replaceAll("\\D", ""));
  }

  static Secret phoneE164(Symbols symbols) {
    return group(
        symbols, one -> "+1" + area(one) + "55501" + one.digits(2), text -> text.substring(1));
  }

  static Secret phoneNational(Symbols symbols) {
    return group(
        symbols,
        one -> "(%s) 555-01%s".formatted(area(one), one.digits(2)),
        text -> text.replaceAll("\\D", ""));
  }

  private static String area(Symbols symbols) {
    return symbols.one("2", "3", "4", "6", "7", "9")
        + symbols.one("0", "1", "2", "3", "4", "5", "6", "7")
        + symbols.of("23456789", 1);
  }

  static Secret fullName(Symbols symbols) {
    String first = symbols.name(4);
    String last = symbols.name(6);
    return Secret.of(first + ' ' + last, Canary.letters(first + last), Canary.whole(last));
  }

  static Secret lastName(Symbols symbols) {
    String last = symbols.name(7);
    return Secret.of(last.toLowerCase(Locale.ROOT), Canary.letters(last));
  }

  static Secret street(Symbols symbols) {
    String street = symbols.name(6);
    return Secret.of(
        street + " Road " + symbols.between(10, 99) + "b, 9" + symbols.digits(4) + " Springfield",
        Canary.letters(street));
  }

  static Secret birthDate(Symbols symbols) {
    return group(
        symbols,
        one ->
            "%d-%02d-%02d"
                .formatted(one.between(1940, 2009), one.between(1, 12), one.between(1, 28)),
        text -> text.replace("-", ""));
  }

  static Secret birthDateGerman(Symbols symbols) {
    return group(
        symbols,
        one ->
            "%02d.%02d.%d"
                .formatted(one.between(1, 28), one.between(1, 12), one.between(1940, 2009)),
        text -> text.replace(".", ""));
  }

  static Secret position(Symbols symbols) {
    String latitude = symbols.between(10, 89) + "." + symbols.of("123456789", 7);
    String longitude = "-" + symbols.between(100, 179) + "." + symbols.of("123456789", 7);
    return Secret.of(
        latitude + ',' + longitude,
        Canary.whole(latitude.replace(".", "")),
        Canary.whole(longitude.replaceAll("[.-]", "")));
  }

  static Secret latitude(Symbols symbols) {
    String latitude = symbols.between(10, 89) + "." + symbols.of("123456789", 7);
    return Secret.of(latitude, Canary.whole(latitude.replace(".", "")));
  }

  static Secret ipv4(Symbols symbols) {
    return group(
        symbols,
        one ->
            "198.%d.%d.%d"
                .formatted(one.between(18, 19), one.between(100, 255), one.between(100, 255)),
        text -> text.replace(".", ""));
  }

  private static Secret group(
      Symbols symbols, Function<Symbols, String> source, Function<String, String> bare) {
    List<String> texts = new ArrayList<>();
    List<Canary> canaries = new ArrayList<>();
    while (texts.size() < GROUP) {
      String text = source.apply(symbols);
      if (!texts.contains(text)) {
        texts.add(text);
        canaries.add(Canary.whole(bare.apply(text)));
      }
    }
    return new Secret(texts, canaries, NEEDED);
  }
}
