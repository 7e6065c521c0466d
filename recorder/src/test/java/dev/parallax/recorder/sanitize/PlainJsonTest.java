package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Leaf;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.endpoint.LearnedWords;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.sanitize.SanitisedContent.Malformed;
import dev.parallax.recorder.sanitize.SanitisedContent.Placeholders;
import dev.parallax.recorder.sanitize.SanitisedContent.Prefix;
import dev.parallax.recorder.sanitize.SanitisedContent.TooMuch;
import dev.parallax.recorder.sanitize.SanitisedContent.UnknownCharset;
import dev.parallax.recorder.sanitize.SanitisedContent.Whole;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The short way through JSON comes to what the parser's way comes to, byte by byte. */
class PlainJsonTest {

  private static final Finder FINDER = Finder.without(Set.of());

  private static final List<String> SCALARS =
      List.of(
          "\"\"",
          "\"ok\"",
          "\"true\"",
          "\"-12\"",
          "\"bob@x.example\"",
          "\"Ada Lovelace\"",
          "\"123456\"",
          "\"4111 1111 1111 1111\"",
          "\"2026-02-30T10:00:00Z\"",
          "\"2026-02-28T10:00:00Z\"",
          "\"naïve 日本\"",
          "\"😀 \\ud83d\\ude00\"",
          "\"a\\/b\\n\\u0040\\\"\\\\\"",
          "\"\\u0000\"",
          "\"{\\\"a\\\":[12345]}\"",
          "\" [1,99999] \"",
          "\"{no}\"",
          "\"https://x.example/api/orders/48210007?page=2&Kq9aX2b\"",
          "\"/api/orders/42\"",
          "\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln\"",
          "\"a text that is longer than what is short," + " and then some more of it\"",
          "0",
          "-0",
          "7",
          "-999",
          "1000",
          "48210007",
          "1.50",
          "-1.5E-3",
          "1e400",
          "12345678901234567890123",
          "true",
          "false",
          "null",
          "{}",
          "[]",
          "[[[]]]");

  private static final List<String> NAMES =
      List.of(
          "\"id\"",
          "\"items\"",
          "\"email\"",
          "\"password\"",
          "\"PIN\"",
          "\"\"",
          "\"a/b~c\"",
          "\"d \"",
          "\"ada@x.example\"",
          "\"4111111111111111\"",
          "\"\\u0069d\"",
          "\"straße\"",
          "\"😀\"");

  /** What is malformed, or half a character. */
  private static final List<String> ODD =
      List.of("\"\\ud83d\"", "01", "1.", "-", "nul", "truex", "\"\\x\"", "1e", "'a'");

  private static final List<String> CLEAR =
      List.of("response body /items/*", "response body /id", "response body /*/email");

  /** Fewer than fill the places that are kept, beyond which leaves name each item. */
  private static final int DOCUMENTS_A_SANITISER = 50;

  private List<JsonSanitiser> sanitisers = List.of();
  private int documents;

  @Test
  void sanitisesAsTheParserDoes() {
    Properties.forAll(
        6000,
        PlainJsonTest::document,
        document -> {
          byte[] content = Raws.bytes(document);
          for (JsonSanitiser json : sanitisers()) {
            assertThat(seen(json, content, true)).isEqualTo(seen(json, content, false));
          }
        });
  }

  private List<JsonSanitiser> sanitisers() {
    if (documents++ % DOCUMENTS_A_SANITISER == 0) {
      sanitisers =
          List.of(
              json(new SanitisePolicy(Mode.STRICT, List.of(), List.of())),
              json(new SanitisePolicy(Mode.STRICT, CLEAR, List.of())),
              json(new SanitisePolicy(Mode.DETECT, CLEAR, List.of())));
    }
    return sanitisers;
  }

  /** Were all left to the parser, the test above would hold too. */
  @Test
  void takesPlainDocuments() throws JsonOddity {
    ValueSanitiser values = values(SanitisePolicy.strict());
    JsonPass pass = new JsonPass(values, new JsonNames(names(Mode.STRICT)), new JsonValues(values));
    JsonPlace root =
        JsonPlace.root(new JsonPlace.Tree("response", values.clear()), JsonSanitiser.BODY);
    Leaves leaves = new Leaves();
    byte[] sanitised =
        pass.body(
            Scope.of("response", leaves),
            root,
            Raws.bytes(" {\"items\" : [ {\"id\": 48210000}, 7 ] , \"ok\":true}\n"));
    assertThat(new String(sanitised, StandardCharsets.UTF_8))
        .matches("\\{\"items\":\\[\\{\"id\":\\d{8}},7],\"ok\":true}");
    assertThat(leaves.all())
        .extracting(Leaf::getLocation)
        .containsExactly("response body /items/*/id");
  }

  /** What came of it, with its leaves, in words. */
  private static String seen(JsonSanitiser json, byte[] content, boolean anyWay) {
    Leaves leaves = new Leaves();
    Scope scope = Scope.of("response", leaves);
    SanitisedContent result =
        anyWay
            ? json.body(scope, JsonSanitiser.BODY, content, false)
            : json.walked(scope, JsonSanitiser.BODY, content, false);
    return switch (result) {
      case Whole whole -> new String(whole.content(), StandardCharsets.UTF_8) + leaves.all();
      case Prefix prefix -> "prefix";
      case Malformed malformed -> "malformed";
      case TooMuch tooMuch -> "too much";
      case UnknownCharset _, Placeholders _ -> throw new AssertionError("not of JSON");
    };
  }

  private static String document(RandomGenerator random) {
    StringBuilder out = new StringBuilder();
    value(random, out, 4);
    if (random.nextInt(8) == 0) {
      int at = random.nextInt(out.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> out.setLength(at);
        case 1 -> out.insert(at, "\u0000\"\\{}[],:0e.- x".charAt(random.nextInt(15)));
        default -> out.append(pick(random, List.of(" ", "\n", "x", "{}", ",")));
      }
    }
    return out.toString();
  }

  private static void value(RandomGenerator random, StringBuilder out, int depth) {
    int choice = depth == 4 ? random.nextInt(2) : random.nextInt(depth <= 0 ? 1 : 4) - 2;
    if (choice < 0) {
      out.append(pick(random, random.nextInt(60) == 0 ? ODD : SCALARS));
      return;
    }
    boolean object = choice == 0;
    out.append(object ? '{' : '[');
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : random.nextInt(9) == 0 ? " ,\r\n\t" : ",");
      if (object) {
        out.append(pick(random, NAMES)).append(random.nextInt(9) == 0 ? " : " : ":");
      }
      value(random, out, depth - 1);
    }
    out.append(object ? '}' : ']');
  }

  private static String pick(RandomGenerator random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static JsonSanitiser json(SanitisePolicy policy) {
    return values(policy).json();
  }

  private static ValueSanitiser values(SanitisePolicy policy) {
    return new ValueSanitiser(
        policy.mode(),
        new Clear(policy.clear()),
        FINDER,
        replacer(),
        names(policy.mode()),
        new PathSegments(
            new PathTemplates(policy.paths()), GrpcDescriptors.none(), new LearnedWords()));
  }

  private static NameSanitiser names(Mode mode) {
    return new NameSanitiser(mode, FINDER, replacer());
  }

  private static Replacer replacer() {
    return new Replacer(new Pseudonyms(Raws.KEY.secret()));
  }
}
