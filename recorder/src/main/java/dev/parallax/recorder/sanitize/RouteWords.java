package dev.parallax.recorder.sanitize;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The vocabulary of routes, see {@code route-words.txt}, and what certain words announce. */
final class RouteWords {

  private static final Set<String> WORDS = load();

  /** After these stands somebody. */
  private static final Set<String> PEOPLE =
      Set.of(
          "user",
          "users",
          "customer",
          "customers",
          "client",
          "clients",
          "people",
          "person",
          "persons",
          "member",
          "members",
          "account",
          "accounts",
          "patient",
          "patients",
          "employee",
          "employees",
          "student",
          "students",
          "teacher",
          "teachers",
          "staff",
          "owner",
          "owners",
          "author",
          "authors",
          "guest",
          "guests",
          "contact",
          "contacts",
          "profile",
          "profiles",
          "u",
          "~",
          "by-name",
          "by-email",
          "by-user",
          "by-phone",
          "username",
          "name",
          "email",
          "mail",
          "phone");

  /** After these stands what somebody asked for or was given. */
  private static final Set<String> ARGUMENT_FOLLOWS =
      Set.of(
          "search",
          "find",
          "query",
          "lookup",
          "suggest",
          "autocomplete",
          "q",
          "s",
          "tag",
          "reset",
          "verify",
          "verification",
          "confirm",
          "confirmation",
          "activate",
          "activation",
          "invite",
          "token",
          "unsubscribe",
          "code",
          "voucher",
          "coupon",
          "address",
          "city",
          "company");

  private RouteWords() {}

  /** Also {@code v1} to {@code v99}. */
  static boolean contains(String lowerCase) {
    return WORDS.contains(lowerCase) || version(lowerCase);
  }

  /** Whether somebody, or what somebody asked for or was given, is to be expected after this. */
  static boolean announces(String lowerCase) {
    return PEOPLE.contains(lowerCase) || ARGUMENT_FOLLOWS.contains(lowerCase);
  }

  private static boolean version(String word) {
    return (word.length() == 2 || word.length() == 3)
        && word.charAt(0) == 'v'
        && word.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
  }

  private static Set<String> load() {
    try (InputStream in = RouteWords.class.getResourceAsStream("route-words.txt")) {
      if (in == null) {
        throw new IllegalStateException("route-words.txt is not on the class path");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ", -1)))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
