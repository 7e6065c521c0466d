package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.sanitize.detect.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where values pass, each kind is replaced and is said to be that kind, and passes if its detector
 * is switched off; where they don't, that changes nothing.
 */
class UndetectedTest {

  private static final List<String> CLEAR =
      List.of("response body /user/*", "response body /user/*/*", "request query *");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          email       | contact            | "bob@example.org"
          email       | mail               | "bob@localhost"
          card        | paid_with          | "4111 1111 1111 1111"
          card        | ref                | 4111111111111111
          card        | ref                | 4.111111111111111e15
          card        | cardNumber         | "4111111111111112"
          phone       | call               | "+49 170 1234567"
          phone       | mobileNumber       | "1701234567"
          phone       | tel                | 1701234567
          iban        | pay                | "GB82 WEST 1234 5698 7654 32"
          iban        | kontonummer        | "0532013000"
          ip          | from               | "203.0.113.9"
          ip          | from               | "2001:db8:1::2"
          mac         | device             | "00:1A:2B:3C:4D:5E"
          mac         | mac                | "001A2B3C4D5E"
          jwt         | ref                | "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln"
          secret      | key                | "AKIAIOSFODNN7EXAMPLE"
          secret      | note               | "use password=hunter2 here"
          secret      | userPassword       | "hunter2"
          secret      | password           | "hunter2"
          national-id | ref                | "123-45-6789"
          national-id | ref                | 184127645108946
          national-id | ssn                | "123456789"
          national-id | taxId              | 86095742718
          geo         | at                 | "52.5200,13.4050"
          geo         | latitude           | 52.5200
          geo         | coordinates        | [13.4050,52.5200]
          birth-date  | dateOfBirth        | "1980-12-31"
          birth-date  | dob                | "31.12.1980"
          birth-date  | birthYear          | 1980
          person      | firstName          | "Ada"
          person      | name               | "Ada Lovelace"
          address     | addressLine1       | "12 St James's Square"
          address     | zip                | 10117
          address     | city               | "Berlin"
          """)
  void isReplacedUnlessSwitchedOff(String kind, String name, String value) {
    for (Mode mode : List.of(Mode.STRICT, Mode.DETECT)) {
      Exchange seen = by(mode, List.of(), name, value);
      assertThat(Raws.responseBody(seen)).doesNotContain(value);
      assertThat(kinds(seen)).containsExactly(kind);
      // A document that goes the longer way, since it is not plain, has the same end.
      Exchange walked = by(mode, List.of(), name, "\"\\ud800\",\"" + name + "\":" + value);
      assertThat(kinds(walked)).containsAll(kinds(seen));
      assertThat(Raws.responseBody(walked)).endsWith(Raws.responseBody(seen).substring(9));
      Exchange blind = by(mode, List.of(kind), name, value);
      assertThat(Raws.responseBody(blind)).isEqualTo(body(name, value));
      assertThat(kinds(blind)).isEmpty();
    }
  }

  @Test
  void isReplacedAllTheSameWhereNothingPasses() {
    String body = body("latitude", "52.5200");
    Sanitiser blind =
        new Sanitiser(
            new SanitisePolicy(Mode.STRICT, List.of(), List.of(), Kind.personalWords()), Raws.KEY);
    Exchange exchange = Raws.get("/").returning("application/json", body).by(blind);
    assertThat(Raws.responseBody(exchange)).doesNotContain("52.5200");
    assertThat(Raws.responseBody(exchange))
        .isEqualTo(Raws.responseBody(Raws.get("/").returning("application/json", body).strict()));
  }

  /** What a name tells has no part in what stands for a value. */
  @Test
  void joinsWhateverTheNames() {
    String body =
        Raws.responseBody(
            Raws.get("/")
                .returning(
                    "application/json",
                    "{\"firstName\":\"Ada\",\"x\":\"Ada\",\"lat\":52.5200,\"y\":52.5200,\"z\":\"52.5200\","
                        + "\"ssn\":\"123456789\",\"id\":\"123456789\",\"dob\":\"1980-12-31\",\"d\":\"1980-12-31\","
                        + "\"pwd\":\"hunter2\",\"text\":\"hunter2\"}")
                .strict());
    Map<String, Long> counts =
        Arrays.stream(body.replaceAll("[{}\"]", "").split(","))
            .map(member -> member.substring(member.indexOf(':') + 1))
            .collect(Collectors.groupingBy(v -> v, TreeMap::new, Collectors.counting()));
    assertThat(counts.values()).containsExactlyInAnyOrder(2L, 3L, 2L, 2L, 2L);
  }

  @Test
  void tellsByNamesOfParametersAndHeaders() {
    Sanitiser open =
        new Sanitiser(
            new SanitisePolicy(
                Mode.STRICT,
                List.of("request query firstName", "request query q", "request header x-last-name"),
                List.of()),
            Raws.KEY);
    Exchange exchange =
        Raws.get("/find?firstName=Ada&q=Ada").asking("X-Last-Name", "Lovelace").by(open);
    assertThat(exchange.getRequest().getTarget()).endsWith("&q=Ada").doesNotContain("=Ada&");
    assertThat(Raws.header(exchange, "X-Last-Name")).isNotEqualTo("Lovelace");
  }

  private static Exchange by(Mode mode, List<String> undetected, String name, String value) {
    Sanitiser sanitiser =
        new Sanitiser(new SanitisePolicy(mode, CLEAR, List.of(), undetected), Raws.KEY);
    return Raws.get("/").returning("application/json", body(name, value)).by(sanitiser);
  }

  private static String body(String name, String value) {
    return "{\"user\":{\"%s\":%s}}".formatted(name, value);
  }

  private static List<String> kinds(Exchange exchange) {
    return exchange.getSanitisation().getLeavesList().stream()
        .filter(leaf -> leaf.getLocation().startsWith("response body /user"))
        .map(leaf -> leaf.getKind())
        .distinct()
        .toList();
  }
}
