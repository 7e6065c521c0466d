package dev.parallax.comparator.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Selection;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.RawRoute;
import dev.parallax.recorder.sanitize.Provenance;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * What the sanitiser says of a document, read as a comparison reads it: exactly what it replaced.
 */
class SanitisedMasksTest {

  private static final int DOCUMENTS = 3_000;
  private static final long SEED = 20_261_126;

  /** Of which a quarter have names of their own: more than the sanitiser keeps of one place. */
  private static final int MANY_MEMBERS = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Some pass, and no pseudonym of the others is likely to be what it stands for. */
  private static final List<String> SCALARS =
      List.of(
          "7",
          "-12",
          "true",
          "null",
          "\"\"",
          "\"-3\"",
          "48210007",
          "\"bob@x.example\"",
          "\"Ada Lovelace, of Marylebone\"",
          "\"4111 1111 1111 1111\"");

  /** All of them stay. */
  private static final List<String> NAMES =
      List.of("items", "id", "*", "0", "5", "203", "a.b", "", "mail", "name");

  private static final PseudonymKey KEY =
      PseudonymKey.of("a key for tests only, 32 bytes..".getBytes(StandardCharsets.UTF_8));

  private final Sanitiser sanitiser = new Sanitiser(SanitisePolicy.strict(), KEY);

  @Test
  void hidesWhatWasReplacedAndNothingElse() throws JsonProcessingException {
    int hidden = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + i);
      String document = i % 40 == 20 ? rows(random) : document(random, i % 40 == 0 ? 90 : 5);
      Exchange exchange = sanitised(document);
      Masks masks = Masks.of(exchange.getSanitisation());
      JsonNode is = JSON.readTree(exchange.getResponse().getBody().getContent().toStringUtf8());
      hidden += check(document, JSON.readTree(document), is, Path.root(), masks);
    }
    assertThat(hidden).isGreaterThan(DOCUMENTS);
  }

  /** How many values are hidden. */
  private static int check(String document, JsonNode was, JsonNode is, Path at, Masks masks) {
    JsonNode text = within(was);
    JsonNode sanitised = within(is);
    if (text.isContainerNode() && sanitised.isContainerNode()) {
      assertThat(masks.hidesBody(at, Path.Style.BASE)).as(at.pointer()).isFalse();
      return check(document, text, sanitised, at.text(), masks);
    }
    if (!was.isContainerNode()) {
      assertThat(masks.hidesBody(at, Path.Style.BASE))
          .as("%s in %s", at.pointer(), document)
          .isEqualTo(!was.equals(is));
      return was.equals(is) ? 0 : 1;
    }
    int hidden = 0;
    for (int i = 0; was.isArray() && i < was.size(); i++) {
      hidden += check(document, was.get(i), is.get(i), at.item(i, i), masks);
    }
    for (var member : was.properties()) {
      String name = member.getKey();
      hidden += check(document, member.getValue(), is.get(name), at.member(name), masks);
    }
    return hidden;
  }

  /** What a string says in JSON. */
  private static JsonNode within(JsonNode node) {
    if (node.isTextual() && TextInJson.parse(node.textValue(), JsonText.MAX_DEPTH) != null) {
      try {
        return JSON.readTree(node.textValue());
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return MissingNode.getInstance();
  }

  private Exchange sanitised(String document) {
    RawResponse response =
        new RawResponse(
            200,
            "OK",
            "HTTP/1.1",
            List.of(new RawHeader("Content-Type", "application/json")),
            RawBody.whole(document.getBytes(StandardCharsets.UTF_8)),
            List.of());
    RawExchange raw =
        new RawExchange(
            "0190a1b2-0000-7000-8000-000000000000",
            Instant.EPOCH,
            "http",
            "shop.example",
            "203.0.113.9",
            new RawRequest("GET", "/", "HTTP/1.1", List.of(), RawBody.none(), List.of()),
            response,
            null,
            Timings.getDefaultInstance(),
            new RawRoute("shop:80", 1));
    Provenance provenance =
        new Provenance("shop", Deployment.getDefaultInstance(), Selection.getDefaultInstance());
    return sanitiser.exchange(raw, provenance).event();
  }

  private static String document(RandomGenerator random, int width) {
    StringBuilder out = new StringBuilder();
    value(random, out, 4, width);
    return out.toString();
  }

  /** Objects in a list with so many members that the places of some are not kept. */
  private static String rows(RandomGenerator random) {
    StringBuilder out = new StringBuilder("[");
    for (int row = 0; row < 3; row++) {
      out.append(row == 0 ? "" : ",");
      object(random, out, 1, MANY_MEMBERS);
    }
    return out.append(']').toString();
  }

  private static void value(RandomGenerator random, StringBuilder out, int depth, int width) {
    int kind = depth == 4 ? random.nextInt(2) : depth == 0 ? 3 : random.nextInt(5);
    switch (kind) {
      case 0 -> object(random, out, depth, width);
      case 1 -> list(random, out, depth, width);
      case 2 -> {
        StringBuilder text = new StringBuilder();
        value(random, text, depth - 1, width);
        out.append(new TextNode(text.toString()));
      }
      default -> out.append(SCALARS.get(random.nextInt(SCALARS.size())));
    }
  }

  private static void object(RandomGenerator random, StringBuilder out, int depth, int width) {
    Set<String> names = new HashSet<>();
    out.append('{');
    for (int i = random.nextInt(width); i > 0; i--) {
      String name =
          random.nextInt(4) == 0
              ? "n" + (char) ('a' + random.nextInt(20)) + (char) ('a' + random.nextInt(20))
              : NAMES.get(random.nextInt(NAMES.size()));
      if (names.add(name)) {
        out.append(names.size() == 1 ? "" : ",").append('"').append(name).append("\":");
        value(random, out, depth - 1, 4);
      }
    }
    out.append('}');
  }

  /** Items are often alike, and sometimes all. */
  private static void list(RandomGenerator random, StringBuilder out, int depth, int width) {
    StringBuilder item = new StringBuilder();
    out.append('[');
    for (int i = random.nextInt(width); i > 0; i--) {
      if (item.isEmpty() || random.nextInt(3) == 0) {
        item.setLength(0);
        value(random, item, depth - 1, 4);
      }
      out.append(item).append(i == 1 ? "" : ",");
    }
    out.append(']');
  }
}
