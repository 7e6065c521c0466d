package dev.parallax.recorder.sanitize.detect;

import static dev.parallax.recorder.sanitize.detect.CheckDigits.ending;
import static dev.parallax.recorder.sanitize.detect.CheckDigits.weighted;
import static dev.parallax.recorder.sanitize.detect.Part.check;
import static dev.parallax.recorder.sanitize.detect.Part.date;
import static dev.parallax.recorder.sanitize.detect.Part.digits;
import static dev.parallax.recorder.sanitize.detect.Part.kept;
import static dev.parallax.recorder.sanitize.detect.Part.letters;
import static dev.parallax.recorder.sanitize.detect.Part.number;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The personal numbers that are known by their form, country by country. */
final class Countries {

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String ALPHANUMERIC = "0123456789" + LETTERS;

  /** Pairs of letters that no national insurance number begins with. */
  private static final Set<String> NO_INSURANCE = Set.of("BG", "GB", "NK", "KN", "TN", "NT", "ZZ");

  private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String CHINESE = "10X98765432";

  /** Where two forms are written alike, a number is of the first that it is right for. */
  static final List<NationalForm> FORMS =
      List.of(
          form(
              "US SSN",
              List.of("999-99-9999", "999 99 9999"),
              List.of(number(3, 1, 999), number(2, 1, 99), number(4, 1, 9999)),
              ssn -> ssn.startsWith("666") ? "" : ssn),
          form(
              "GB NINO",
              List.of("AA999999A", "AA 99 99 99 A", "AA-99-99-99-A"),
              List.of(
                  letters(1, "ABCEGHJKLMNOPRSTWXYZ"),
                  letters(1, "ABCEGHJKLMNPRSTWXYZ"),
                  digits(6),
                  letters(1, "ABCD")),
              nino -> NO_INSURANCE.contains(nino.substring(0, 2)) ? "" : nino),
          form(
              "FR NIR",
              List.of("999999999999999", "9 99 99 99 999 999 99"),
              List.of(
                  number(1, 1, 2),
                  digits(2),
                  number(2, 1, 12),
                  number(2, 1, 99),
                  number(3, 1, 999),
                  number(3, 1, 999),
                  check(2)),
              nir -> CountryChecks.french(nir, nir.substring(0, 13))),
          form(
              "FR NIR of Corsica",
              List.of("999999A99999999", "9 99 99 9A 999 999 99"),
              List.of(
                  number(1, 1, 2),
                  digits(2),
                  number(2, 1, 12),
                  kept(1, "2"),
                  kept(1, "AB"),
                  number(3, 1, 999),
                  number(3, 1, 999),
                  check(2)),
              nir ->
                  CountryChecks.french(
                      nir,
                      nir.substring(0, 5)
                          + (nir.charAt(6) == 'A' ? "19" : "18")
                          + nir.substring(7, 13))),
          form(
              "DE tax id",
              List.of("99 999 999 999"),
              List.of(number(10, 1_000_000_000L, 9_999_999_999L), check(1)),
              id -> CountryChecks.oneDigitTwice(id) ? CheckDigits.mod11And10(id) : ""),
          form(
              "DE pension number",
              List.of("99999999A999", "99 999999 A 999"),
              List.of(number(2, 2, 89), date("ddMMyy"), letters(1, LETTERS), digits(2), check(1)),
              CountryChecks::pension),
          anyCase(
              "ES DNI",
              List.of("99999999A", "99999999-A"),
              List.of(digits(8), check(1)),
              dni -> ending(dni, SPANISH.charAt(Integer.parseInt(dni.substring(0, 8)) % 23))),
          anyCase(
              "ES NIE",
              List.of("A9999999A", "A-9999999-A", "A9999999-A"),
              List.of(letters(1, "XYZ"), digits(7), check(1)),
              nie ->
                  ending(
                      nie,
                      SPANISH.charAt(
                          Integer.parseInt((nie.charAt(0) - 'X') + nie.substring(1, 8)) % 23))),
          anyCase(
              "IT codice fiscale",
              List.of("AAAAAA99A99A999A"),
              List.of(
                  letters(6, LETTERS),
                  digits(2),
                  letters(1, CountryChecks.ITALIAN_MONTHS),
                  number(2, 1, 71),
                  letters(1, LETTERS),
                  digits(3),
                  check(1)),
              CountryChecks::italian),
          form(
              "NL BSN",
              List.of("9999.99.999", "9999 99 999"),
              List.of(number(8, 1, 99_999_999), check(1)),
              bsn -> CountryChecks.digitOrNone(bsn, weighted(bsn, 0, 9, 8, 7, 6, 5, 4, 3, 2) % 11)),
          form(
              "SE personnummer",
              List.of("999999-9999", "999999+9999"),
              List.of(date("yyMMdd"), digits(3), check(1)),
              CheckDigits::luhn),
          form(
              "SE personnummer in full",
              List.of("99999999-9999"),
              List.of(date("yyyyMMdd"), digits(3), check(1)),
              number -> number.substring(0, 2) + CheckDigits.luhn(number.substring(2))),
          form(
              "DK CPR",
              List.of("999999-9999"),
              List.of(date("ddMMyy"), digits(4)),
              Countries::unchecked),
          form(
              "FI hetu",
              List.of("999999-999A", "999999-9999", "999999+999A", "999999+9999"),
              List.of(date("ddMMyy"), number(3, 2, 899), check(1)),
              hetu -> CountryChecks.finnish(hetu, 6)),
          form(
              "FI hetu of this century",
              List.of("999999A999A", "999999A9999"),
              List.of(date("ddMMyy"), kept(1, "ABCDEFYXWVU"), number(3, 2, 899), check(1)),
              hetu -> CountryChecks.finnish(hetu, 7)),
          form(
              "BE national number",
              List.of("99.99.99-999.99"),
              List.of(date("yyMMdd"), number(3, 1, 998), check(2)),
              number -> CountryChecks.belgian(number, "")),
          form(
              "BE national number of this century",
              List.of("99.99.99-999.99"),
              List.of(date("yyMMdd"), number(3, 1, 998), check(2)),
              number -> CountryChecks.belgian(number, "2")),
          form(
              "BR CPF",
              List.of("999.999.999-99"),
              List.of(digits(9), check(2)),
              cpf -> CountryChecks.brazilian(CountryChecks.brazilian(cpf, 9), 10)),
          form(
              "BR CNPJ",
              List.of("99.999.999/9999-99"),
              List.of(digits(8), number(4, 1, 9999), check(2)),
              cnpj -> CountryChecks.brazilianCompany(CountryChecks.brazilianCompany(cnpj, 12), 13)),
          form(
              "IN Aadhaar",
              List.of("9999 9999 9999", "9999-9999-9999"),
              List.of(number(11, 20_000_000_000L, 99_999_999_999L), check(1)),
              CheckDigits::verhoeff),
          form(
              "IN PAN",
              List.of("AAAAA9999A"),
              List.of(
                  letters(3, LETTERS),
                  letters(1, "ABCFGHJLPT"),
                  letters(1, LETTERS),
                  digits(4),
                  letters(1, LETTERS)),
              Countries::unchecked),
          form(
              "CA SIN",
              List.of("999 999 999", "999-999-999"),
              List.of(digits(8), check(1)),
              CheckDigits::luhn),
          form(
              "AU Medicare",
              List.of("9999 99999 9", "9999-99999-9"),
              List.of(number(8, 20_000_000, 69_999_999), check(1), number(1, 1, 9)),
              card ->
                  card.substring(0, 8)
                      + weighted(card, 0, 1, 3, 7, 9, 1, 3, 7, 9) % 10
                      + card.substring(9)),
          form(
              "CH AHV",
              List.of("999.9999.9999.99", "9999999999999"),
              List.of(kept(1, "7"), kept(1, "5"), kept(1, "6"), digits(9), check(1)),
              CheckDigits::ean),
          form(
              "AT social insurance",
              List.of("9999 999999"),
              List.of(number(3, 100, 999), check(1), date("ddMMyy")),
              CountryChecks::austrian),
          form(
              "NO birth number",
              List.of("999999 99999"),
              List.of(date("ddMMyy"), digits(3), check(2)),
              CountryChecks::norwegian),
          form(
              "IE PPS",
              List.of("9999999A"),
              List.of(digits(7), check(1)),
              pps ->
                  ending(
                      pps, CountryChecks.IRISH.charAt(weighted(pps, 0, 8, 7, 6, 5, 4, 3, 2) % 23))),
          form(
              "IE PPS since 2013",
              List.of("9999999AA"),
              List.of(digits(7), check(1), letters(1, "WABCDEFGHI")),
              CountryChecks::irish),
          form(
              "CZ birth number",
              List.of("999999/9999"),
              List.of(date("yyMMdd"), digits(3), check(1)),
              CountryChecks::czech),
          form(
              "CZ birth number of women",
              List.of("999999/9999"),
              List.of(date("yyMMdd", 50), digits(3), check(1)),
              CountryChecks::czech),
          form(
              "SG NRIC",
              List.of("A9999999A"),
              List.of(letters(1, "STFG"), digits(7), check(1)),
              CountryChecks::singaporean),
          form(
              "KR resident number",
              List.of("999999-9999999"),
              List.of(date("yyMMdd"), number(1, 1, 8), digits(5), check(1)),
              number ->
                  ending(
                      number,
                      (char)
                          ('0'
                              + (11 - weighted(number, 0, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11)
                                  % 10))),
          anyCase(
              "CN resident id",
              List.of("999999999999999999", "99999999999999999A"),
              List.of(number(6, 110_000, 829_999), date("yyyyMMdd"), digits(3), check(1)),
              id ->
                  ending(
                      id,
                      CHINESE.charAt(
                          weighted(id, 0, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
                              % 11))),
          anyCase(
              "MX CURP",
              List.of("AAAA999999AAAAAA99", "AAAA999999AAAAAAA9"),
              List.of(
                  letters(4, LETTERS),
                  date("yyMMdd"),
                  letters(1, "HM"),
                  letters(5, LETTERS),
                  kept(1, ALPHANUMERIC),
                  check(1)),
              CountryChecks::mexican));

  private Countries() {}

  private static NationalForm form(
      String name, List<String> written, List<Part> parts, UnaryOperator<String> checked) {
    return new NationalForm(name, written, false, parts, checked);
  }

  private static NationalForm anyCase(
      String name, List<String> written, List<Part> parts, UnaryOperator<String> checked) {
    return new NationalForm(name, written, true, parts, checked);
  }

  /** Right whatever it is: it has no check character. */
  private static String unchecked(String number) {
    return number;
  }
}
