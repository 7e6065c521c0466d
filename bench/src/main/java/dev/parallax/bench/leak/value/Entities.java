package dev.parallax.bench.leak.value;

import dev.parallax.bench.leak.value.Numbers.Brand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All kinds of values that are planted. None is anybody's: hosts end in {@code .invalid}. */
public final class Entities {

  public static final Entity EMAIL = new Entity("email", "e-mail", "email", Contacts::email);
  public static final Entity CARD = card(Brand.VISA, "", "");
  public static final Entity CARD_SPACES = card(Brand.MASTERCARD, "spaces", " ");
  public static final Entity IBAN = iban("plain");
  public static final Entity PHONE =
      new Entity("phone", "phone, international", "phone", Contacts::phoneInternational);
  public static final Entity NAME =
      new Entity("name", "name of a person", "fullName", Contacts::fullName);
  public static final Entity NAME_WORD =
      new Entity("name", "last name", "lastName", Contacts::lastName);
  public static final Entity JWT = new Entity("jwt", "JWT", "idToken", Secrets::jwt);
  public static final Entity SECRET =
      new Entity("secret", "random secret", "clientSecret", Secrets::random);
  public static final Entity PASSWORD =
      new Entity("password", "password", "password", Secrets::password);
  public static final Entity UUID = new Entity("uuid", "UUID", "customerId", Secrets::uuid);
  public static final Entity TEXT = new Entity("text", "free text", "remark", Secrets::freeText);
  public static final Entity NUMBER =
      new Entity("number", "number of 15 digits", "customerNumber", Numbers::number);
  public static final Entity IPV4 = new Entity("ip", "IPv4", "clientIp", Contacts::ipv4);
  public static final Entity USER = new Entity("user", "user name", "userName", Secrets::userName);
  public static final Entity SESSION =
      new Entity("session", "session id", "sessionId", Secrets::session);
  public static final Entity LATITUDE =
      new Entity("geo", "latitude", "latitude", Contacts::latitude);

  private Entities() {}

  /** Those that detectors are to know by the value alone, wherever it stands. */
  public static List<Entity> byShape() {
    List<Entity> all = new ArrayList<>();
    all.add(EMAIL);
    all.add(new Entity("email", "e-mail with a tag", "email", Contacts::emailWithTag));
    all.add(new Entity("email", "e-mail, IDN", "email", Contacts::emailIdn));
    all.add(new Entity("email", "e-mail, upper case", "email", Contacts::emailUpper));
    for (Brand brand : Brand.values()) {
      all.add(card(brand, "", ""));
    }
    all.add(CARD_SPACES);
    all.add(card(Brand.AMEX, "dashes", "-"));
    all.add(card(Brand.VISA, "dots", "."));
    all.add(card(Brand.VISA, "no-break spaces", "\u00a0"));
    all.add(IBAN);
    all.add(iban("spaces"));
    all.add(iban("lower case"));
    all.add(PHONE);
    all.add(new Entity("phone", "phone, E.164", "phone", Contacts::phoneE164));
    all.add(IPV4);
    all.add(new Entity("ip", "IPv6", "clientIp", Secrets::ipv6));
    all.add(mac("colons", ":"));
    all.add(mac("dashes", "-"));
    all.add(mac("dots", "."));
    all.add(JWT);
    for (String issuer : List.of("stripe", "aws", "google", "github", "slack", "gitlab")) {
      all.add(
          new Entity("secret", "API key, " + issuer, "apiKey", one -> Secrets.apiKey(one, issuer)));
    }
    all.add(SECRET);
    all.add(new Entity("secret", "random secret, hex", "token", Secrets::randomHex));
    all.add(new Entity("secret", "random secret, base64", "key", Secrets::randomBytes));
    return List.copyOf(all);
  }

  /** Those that can be known by the name of their field, too. */
  public static List<Entity> byKey() {
    return List.of(
        new Entity("phone", "phone, national", "phone", Contacts::phoneNational),
        NAME,
        new Entity("address", "street", "streetAddress", Contacts::street),
        new Entity("birth", "date of birth", "birthDate", Contacts::birthDate),
        new Entity("birth", "date of birth, German", "dateOfBirth", Contacts::birthDateGerman),
        new Entity("geo", "position", "location", Contacts::position),
        LATITUDE,
        PASSWORD,
        SESSION,
        new Entity("national id", "national id, US", "ssn", NationalIds::unitedStates),
        new Entity("national id", "national id, GB", "nino", NationalIds::unitedKingdom),
        new Entity("national id", "national id, DE", "taxId", NationalIds::germany),
        new Entity("national id", "national id, FR", "nir", NationalIds::france),
        new Entity("national id", "national id, ES", "dni", NationalIds::spain),
        new Entity("national id", "national id, IT", "codiceFiscale", NationalIds::italy),
        new Entity("national id", "national id, NL", "bsn", NationalIds::netherlands),
        new Entity("national id", "national id, BR", "cpf", NationalIds::brazil),
        new Entity("national id", "national id, PL", "pesel", NationalIds::poland),
        new Entity("national id", "national id, SE", "personnummer", NationalIds::sweden),
        new Entity("national id", "national id, CA", "sin", NationalIds::canada),
        new Entity("national id", "national id, FI", "hetu", NationalIds::finland));
  }

  /** Those that only a policy of denial holds back. */
  public static List<Entity> byDenial() {
    return List.of(UUID, TEXT, NUMBER, USER);
  }

  /** As they come in the wild; nobody who writes detectors was told of these. */
  public static List<Entity> heldOut() {
    return HeldOutValues.all();
  }

  private static Entity card(Brand brand, String format, String separator) {
    String name = "card, " + brand.name().toLowerCase(Locale.ROOT);
    return new Entity(
        "card",
        format.isEmpty() ? name : name + ", " + format,
        "cardNumber",
        one -> Numbers.card(one, brand, separator));
  }

  private static Entity iban(String format) {
    return new Entity("iban", "IBAN, " + format, "iban", one -> Numbers.iban(one, format));
  }

  private static Entity mac(String format, String separator) {
    return new Entity("mac", "MAC, " + format, "mac", one -> Secrets.mac(one, separator));
  }
}
