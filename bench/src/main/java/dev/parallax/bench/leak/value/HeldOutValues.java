package dev.parallax.bench.leak.value;

import dev.parallax.bench.leak.value.Numbers.Brand;
import java.util.List;
import java.util.function.Function;

/** Values as they come in the wild: see the cells that are held out. */
final class HeldOutValues {

  private static final String NOTE = "held";

  private HeldOutValues() {}

  static List<Entity> all() {
    return List.of(
        of("email", "e-mail, mailto", one -> around(Contacts.email(one), "mailto:%s?subject=Hi")),
        of("email", "e-mail, display name", one -> around(Contacts.email(one), "\"Ada L.\" <%s>")),
        of(
            "email",
            "e-mail, list",
            one -> around(Contacts.email(one), "a@b.invalid,%s;c@d.invalid")),
        of(
            "email",
            "e-mail, underscores around",
            one -> around(Contacts.email(one), "export_%s.csv")),
        of(
            "email",
            "e-mail, in a URL",
            one -> around(Contacts.email(one), "https://x.invalid/u?e=%s&r=1")),
        of("email", "e-mail, log line", one -> around(Contacts.email(one), "[user=%s] logged in")),
        of("card", "card, slashes", one -> Numbers.card(one, Brand.VISA, "/")),
        of("card", "card, underscores", one -> Numbers.card(one, Brand.MASTERCARD, "_")),
        of("card", "card, two blanks", one -> Numbers.card(one, Brand.VISA, "  ")),
        of(
            "card",
            "card, label and expiry",
            one -> around(Numbers.card(one, Brand.AMEX, " "), "cc:%s exp 12/29 cvv 123")),
        of(
            "card",
            "card, track data",
            one -> around(Numbers.card(one, Brand.VISA, ""), ";%s=29121010000012300000?")),
        of(
            "card",
            "card, before letters",
            one -> around(Numbers.card(one, Brand.DISCOVER, ""), "pan%sx")),
        of("iban", "IBAN, dashes", one -> replaced(Numbers.iban(one, "spaces"), " ", "-")),
        of(
            "iban",
            "IBAN, label",
            one -> around(Numbers.iban(one, "plain"), "IBAN:%s,BIC:TESTDEFF")),
        of("phone", "phone, 00", one -> replaced(Contacts.phoneInternational(one), "+", "00 ")),
        of("phone", "phone, tel URI", one -> around(Contacts.phoneE164(one), "tel:%s;ext=12")),
        of("phone", "phone, dots", one -> replaced(Contacts.phoneInternational(one), " ", ".")),
        of(
            "phone",
            "phone, sentence",
            one -> around(Contacts.phoneInternational(one), "call %s after six")),
        of("ip", "IPv4 with a port", one -> around(Contacts.ipv4(one), "%s:54321")),
        of("ip", "IPv4 within IPv6", one -> around(Contacts.ipv4(one), "::ffff:%s")),
        of("ip", "IPv4, log line", one -> around(Contacts.ipv4(one), "%s - - [26/Nov/2026] GET /")),
        of("ip", "IPv6, brackets and port", one -> around(Secrets.ipv6(one), "[%s]:443")),
        of("ip", "IPv6 with a zone", one -> around(Secrets.ipv6(one), "%s%%eth0")),
        of("ip", "IPv6, network", one -> around(Secrets.ipv6(one), "%s/64")),
        of("mac", "MAC, bare", one -> replaced(Secrets.mac(one, ":"), ":", "")),
        of("jwt", "JWT, behind Bearer", one -> around(Secrets.jwt(one), "Bearer %s")),
        of(
            "jwt",
            "JWT, in a URL",
            one -> around(Secrets.jwt(one), "https://x.invalid/#id_token=%s&s=1")),
        of(
            "secret",
            "password in a URL",
            one -> around(Secrets.password(one), "postgres://app:%s@db.invalid/shop")),
        of(
            "secret",
            "password, connection string",
            one -> around(Secrets.password(one), "Server=db;Uid=app;Pwd=%s;")),
        of(
            "secret",
            "password, command line",
            one -> around(Secrets.password(one), "mysql --password=%s shop")),
        of(
            "secret",
            "API key, sentence",
            one -> around(Secrets.apiKey(one, "stripe"), "use %s for tests")),
        of(
            "secret",
            "API key, assignment",
            one -> around(Secrets.apiKey(one, "github"), "export TOKEN=\"%s\"")),
        of(
            "secret",
            "key, PEM",
            one ->
                around(
                    Secrets.randomBytes(one),
                    "-----BEGIN PRIVATE KEY----- MC4CAQ%s -----END PRIVATE KEY-----")),
        of("secret", "random secret, label", one -> around(Secrets.random(one), "api_key=%s")),
        of(
            "national id",
            "national id, US, in a sentence",
            one -> around(NationalIds.unitedStates(one), "SSN is %s.")),
        of(
            "national id",
            "national id, BR, bare",
            one -> replacedAll(NationalIds.brazil(one), "[.-]")),
        of(
            "national id",
            "national id, SE, label",
            one -> around(NationalIds.sweden(one), "pnr: %s")),
        of("geo", "position, geo URI", one -> around(Contacts.position(one), "geo:%s;u=35")),
        of("geo", "position, GeoJSON text", one -> around(Contacts.position(one), "POINT(%s)")));
  }

  private static Entity of(String family, String name, Function<Symbols, Secret> generator) {
    return new Entity(family, name, NOTE, generator);
  }

  private static Secret around(Secret secret, String template) {
    return new Secret(
        secret.texts().stream().map(template::formatted).toList(),
        secret.canaries(),
        secret.needed());
  }

  private static Secret replaced(Secret secret, String what, String by) {
    return new Secret(
        secret.texts().stream().map(text -> text.replace(what, by)).toList(),
        secret.canaries(),
        secret.needed());
  }

  private static Secret replacedAll(Secret secret, String pattern) {
    return new Secret(
        secret.texts().stream().map(text -> text.replaceAll(pattern, "")).toList(),
        secret.canaries(),
        secret.needed());
  }
}
