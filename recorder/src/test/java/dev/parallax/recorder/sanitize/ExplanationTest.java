package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.sanitize.Decision.Fate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

  private static final List<String> SCALARS =
      List.of(
          "\"\"",
          "\"ok\"",
          "\"...\"",
          "\"-12\"",
          "\"bob@x.example\"",
          "\"Ada Lovelace\"",
          "\"4111 1111 1111 1111\"",
          "\"2026-02-28T10:00:00Z\"",
          "\"naïve 日本 😀\"",
          "\"\\u0000\"",
          "\"{\\\"a\\\":[12345, \\\"\\\"],\\\"b@x.example\\\":7}\"",
          "\" [1,99999] \"",
          "\"{no}\"",
          "\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln\"",
          "0",
          "-999",
          "48210007",
          "1.50",
          "1e400",
          "4111111111111111",
          "true",
          "false",
          "null",
          "{}",
          "[]");

  private static final List<String> NAMES =
      List.of("id", "items", "email", "password", "", "a/b~c", "ada@x.example", "straße");

  private static final List<String> CLEAR =
      List.of("response body /items/*", "response body /id", "response body /*/items");

  private static final String CLEAR_BODY = "response body /(items/[^/]*|id|[^/]*/items)";

  private static final List<SanitisePolicy> POLICIES =
      List.of(
          SanitisePolicy.strict(),
          SanitisePolicy.detect(),
          new SanitisePolicy(Mode.STRICT, CLEAR, List.of("/shop/{id}/**")));

  private static final Map<SanitisePolicy, Sanitiser> SANITISERS = new HashMap<>();

  private record Leaf(String location, String raw, String text) {}

  /** Read by another parser, the kept ones are those whose text is the same. */
  @Test
  void keepsExactlyWhatIsUnchanged() {
    Properties.forAll(
        1000,
        random -> value(random, 0),
        document -> {
          for (SanitisePolicy policy : POLICIES) {
            Explanation explanation = new Explanation();
            Raws raws = Raws.get("/").returning("application/json", document);
            Exchange exchange = explained(policy, raws, explanation);
            List<Leaf> leaves = new ArrayList<>();
            flatten(
                document,
                Raws.responseBody(exchange),
                "response body ",
                (at, raw) -> opens(policy, at) && !isNamed(explanation, at, raw),
                leaves);
            List<Decision> told =
                explanation.decisions().stream()
                    .filter(decision -> decision.location().startsWith("response body"))
                    .filter(decision -> !decision.kind().equals("name"))
                    .toList();

            assertThat(told)
                .extracting(one -> new Leaf(one.location(), one.raw(), one.text()))
                .isEqualTo(leaves);
            assertThat(told)
                .allMatch(one -> one.fate() != Fate.KEPT || one.raw().equals(one.text()))
                .allMatch(
                    one ->
                        one.fate() == Fate.KEPT
                            || !one.raw().equals(one.text())
                            || mayStandForItself(one));
          }
        });
  }

  /** What is replaced for what it is called, is replaced as a whole. */
  private static boolean isNamed(Explanation explanation, String location, String raw) {
    return explanation.decisions().stream()
        .anyMatch(
            told ->
                told.location().equals(location)
                    && told.raw().equals(raw)
                    && told.rule().startsWith(Why.NAMED));
  }

  /** Secrets are left whole, and by strict what may pass. */
  private static boolean opens(SanitisePolicy policy, String location) {
    return !location.matches(".*/password(/\\d+)*")
        && (policy.mode() == Mode.DETECT
            || policy.clear().isEmpty()
            || !location.matches(CLEAR_BODY));
  }

  /** A permutation of so few numbers has some that it leaves where they are. */
  private static boolean mayStandForItself(Decision decision) {
    return decision.raw().matches("-?\\d{1,4}");
  }

  @Test
  void changesNothingByTelling() {
    Properties.forAll(
        100,
        random -> value(random, 0),
        document -> {
          Raws raws =
              Raws.get("/shop/ada/4711?q=ada@x.example&page=2#f")
                  .asking("Cookie", "sid=abc; theme=dark")
                  .asking("Authorization", "Basic YWRhOnNlY3JldA==")
                  .asking("User-Agent", "curl/8.5.0 (of Ada)")
                  .answering("Set-Cookie", "sid=def; Path=/users/ada; HttpOnly; SameSite=Lax")
                  .answering("Content-Disposition", "attachment; filename=ada.txt")
                  .returning("application/json; charset=utf-8; v=1", document);
          for (SanitisePolicy policy : POLICIES) {
            Exchange told = explained(policy, raws, new Explanation());
            assertThat(told).isEqualTo(raws.by(sanitiser(policy)));
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          strict | response body /n          | KEPT     | harmless: small integer
          strict | response body /s          | REPLACED | default: deny
          strict | response body /pin        | REPLACED | secret name
          strict | response body /open/0/a   | KEPT     | clear: response body /open/*/a
          strict | response body /open/1/a   | REPLACED | detector: email
          strict | request path/0            | KEPT     | path template /catalogue/{sku}/**
          strict | request path/1            | REPLACED | default: deny
          strict | request path/2            | KEPT     | path template /catalogue/{sku}/**
          strict | request query page        | KEPT     | harmless: small integer
          strict | request query sort        | KEPT     | harmless: word of a parameter that says how to answer
          strict | request header accept     | KEPT     | header allow-list
          strict | request header user-agent | REDUCED  | header: only what a program goes by
          strict | request header x-who      | REPLACED | default: deny
          strict | request header cookie/sid | REPLACED | credentials: replaced in any mode
          strict | request authority         | KEPT     | host name
          strict | request method            | KEPT     | start line: known words only
          detect | response body /s          | KEPT     | detect: nothing recognised
          detect | response body /pin        | REPLACED | secret name
          detect | response body /open/1/a   | REPLACED | detector: email
          detect | request path/1            | KEPT     | detect: nothing recognised
          detect | request header cookie/sid | REPLACED | credentials: replaced in any mode
          """)
  void saysWhichRuleDecided(String mode, String location, Fate fate, String rule) {
    Explanation explanation = new Explanation();
    SanitisePolicy policy =
        new SanitisePolicy(
            mode.equals("strict") ? Mode.STRICT : Mode.DETECT,
            List.of("response body /open/*/a"),
            mode.equals("strict") ? List.of("/catalogue/{sku}/**") : List.of());
    Raws raws =
        Raws.get("/catalogue/lamp-4711x/notes?page=2&sort=price")
            .asking("Accept", "text/html")
            .asking("User-Agent", "Mozilla/5.0 (of Ada) Firefox/120.0")
            .asking("X-Who", "Ada")
            .asking("Cookie", "sid=abc123")
            .returning(
                "application/json",
                """
                {"n": 7, "s": "Ada Lovelace", "pin": 123,
                 "open": [{"a": "free text"}, {"a": "write to ada@x.example"}]}""");
    Exchange exchange = explained(policy, raws, explanation);

    assertThat(explanation.decisions())
        .filteredOn(decision -> decision.location().equals(location))
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.fate()).isEqualTo(fate);
              assertThat(decision.rule()).isEqualTo(rule);
            });
    assertThat(exchange).isNotNull();
  }

  @Test
  void saysWhyABodyIsReducedAndNothingOfWhatWasInIt() {
    Explanation explanation = new Explanation();
    Exchange exchange =
        explained(
            SanitisePolicy.strict(),
            Raws.get("/").returning("application/json", "{\"a\": \"kept until here\", oops"),
            explanation);

    assertThat(exchange.getResponse().getBody().getContent().isEmpty()).isTrue();
    assertThat(explanation.decisions())
        .filteredOn(decision -> decision.location().startsWith("response body"))
        .extracting(Decision::fate, Decision::rule, Decision::raw)
        .containsExactly(
            tuple(Fate.REDUCED, "body: content is not of its content type", "[29 bytes]"));
  }

  @Test
  void printsNoValueByItself() {
    Decision decision =
        new Decision("request path/0", Fate.KEPT, "r", "", true, "s3cret", "s3cret");

    assertThat(decision.toString()).doesNotContain("s3cret");
  }

  private static Exchange explained(SanitisePolicy policy, Raws raws, Explanation explanation) {
    return sanitiser(policy).explained(raws.raw(), Raws.PROVENANCE, explanation).event();
  }

  private static Sanitiser sanitiser(SanitisePolicy policy) {
    return SANITISERS.computeIfAbsent(policy, made -> new Sanitiser(made, Raws.KEY));
  }

  private static String value(RandomGenerator random, int depth) {
    int kind = depth > 3 ? 2 : depth == 0 ? random.nextInt(2) : random.nextInt(4);
    if (kind > 1) {
      return SCALARS.get(random.nextInt(SCALARS.size()));
    }
    List<String> parts = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      String value = value(random, depth + 1);
      parts.add(kind == 0 ? "\"%s\": %s".formatted(name, value) : value);
    }
    String all = String.join(", ", parts);
    return kind == 0 ? "{" + all + "}" : "[" + all + "]";
  }

  /**
   * The scalars of two documents of one structure, and of JSON in their strings.
   *
   * @param opens at which locations which text
   */
  private static void flatten(
      String raw,
      String sanitised,
      String base,
      BiPredicate<String, String> opens,
      List<Leaf> leaves) {
    JsonFactory factory = new JsonFactory();
    try (JsonParser before = factory.createParser(raw);
        JsonParser after = factory.createParser(sanitised)) {
      Deque<String> bases = new ArrayDeque<>();
      Deque<int[]> counts = new ArrayDeque<>();
      String at = base;
      for (JsonToken token = before.nextToken(); token != null; token = before.nextToken()) {
        assertThat(after.nextToken()).isEqualTo(token);
        boolean begins = token.isStructStart() || token.isScalarValue();
        if (begins && !counts.isEmpty() && counts.peek()[0] >= 0) {
          at = bases.peek() + '/' + counts.peek()[0]++;
        }
        switch (token) {
          case START_OBJECT, START_ARRAY -> {
            bases.push(at);
            counts.push(new int[] {token == JsonToken.START_ARRAY ? 0 : -1});
          }
          case END_OBJECT, END_ARRAY -> {
            bases.pop();
            counts.pop();
          }
          case FIELD_NAME ->
              at = bases.peek() + '/' + after.currentName().replace("~", "~0").replace("/", "~1");
          default -> {
            String from = before.getText();
            String to = after.getText();
            boolean nested = token == JsonToken.VALUE_STRING && isJson(from);
            if (nested && opens.test(at, from)) {
              flatten(from, to, at.stripTrailing(), opens, leaves);
            } else {
              leaves.add(new Leaf(at.stripTrailing(), from, to));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isJson(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
      return false;
    }
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        var _ = parser.getText();
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
