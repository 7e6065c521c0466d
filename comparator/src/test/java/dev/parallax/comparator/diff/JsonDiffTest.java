package dev.parallax.comparator.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.comparator.Given;
import dev.parallax.comparator.diff.Differences.Difference;
import dev.parallax.comparator.diff.Differences.Place;
import dev.parallax.proto.Divergence.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDiffTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "nothing",
      textBlock =
          """
          # base                        | other                         | location         | pointer   | kind
          {"a":1}                       | {"a":2}                       | body /a          | /a        | VALUE
          {"a":1}                       | {"a":1.0}                     | body /a          | /a        | REPRESENTATION
          {"a":100}                     | {"a":1e2}                     | body /a          | /a        | REPRESENTATION
          {"a":1}                       | {"a":"1"}                     | body /a          | /a        | TYPE
          {"a":1}                       | {"a":null}                    | body /a          | /a        | TYPE
          {"a":null}                    | {}                            | body /a          | /a        | MISSING
          {}                            | {"a":null}                    | body /a          | /a        | EXTRA
          {"a":1,"b":2}                 | {"b":2,"a":1}                 | nothing          | nothing   | nothing
          {"a":1,"a":2}                 | {"a":1}                       | body /a          | /a        | MISSING
          {"a":9007199254740993}        | {"a":9007199254740992}        | body /a          | /a        | VALUE
          {"a":1e999999999999}          | {"a":1e999999999998}          | body /a          | /a        | VALUE
          {"a/b":{"~":1}}               | {"a/b":{"~":2}}               | body /a~1b/~0    | /a~1b/~0  | VALUE
          {"7":{"x":1}}                 | {"7":{"x":2}}                 | body /*/x        | /7/x      | VALUE
          [1,2,3]                       | [3,2,1]                       | body             |           | ORDER
          [1,2,3]                       | [1,9,3]                       | body /*          | /1        | VALUE
          [1,2,2]                       | [1,1,2]                       | body /*          | /1        | VALUE
          {"l":[{"id":1},{"id":2}]}     | {"l":[{"id":2},{"id":1}]}     | body /l          | /l        | ORDER
          {"l":[{"id":1,"v":1}]}        | {"l":[{"id":1,"v":2}]}        | body /l/*/v      | /l/0/v    | VALUE
          [{"id":1},{"id":2},{"id":3}]  | [{"id":1},{"id":9},{"id":3}]  | body /*/id       | /1/id     | VALUE
          1                             | 2                             | body             |           | VALUE
          {"s":"{\\"a\\":1,\\"b\\":2}"} | {"s":"{\\"a\\":1,\\"b\\":3}"} | body /s/(json)/b | /s/(json)/b | VALUE
          {"s":"{\\"a\\":1,\\"b\\":2}"} | {"s":"{\\"b\\":2, \\"a\\":1}"} | body /s      | /s        | REPRESENTATION
          {"s":"[{\\"s\\":\\"[1]\\"}]"} | {"s":"[{\\"s\\":\\"[2]\\"}]"} | body /s/(json)/*/s/(json)/* | /s/(json)/0/s/(json)/0 | VALUE
          {"s":"{a}"}                   | {"s":"{b}"}                   | body /s          | /s        | VALUE
          {"s":"[1]"}                   | {"s":"none"}                  | body /s          | /s        | VALUE
          "\\u00e9"                     | "e\\u0301"                   | body             |           | REPRESENTATION
          """)
  void locates(String base, String other, String location, String pointer, Kind kind) {
    List<Place> places = places(base, other);
    if (kind == null) {
      assertThat(places).isEmpty();
    } else {
      assertThat(places)
          .containsExactly(new Place(location, Objects.requireNonNullElse(pointer, ""), kind));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740993, 9007199254740992, 9007199254740992 (the same as a double)",
    "0.1, 0.10000000000000001, 0.10000000000000001 (the same as a double)",
    "9007199254740994, 9007199254740992, 9007199254740992",
    "1e999, 1e998, 1e998",
  })
  void saysWhereOnlyADoubleHidesIt(String base, String other, String shown) {
    assertThat(differences(parse(base, false), parse(other, false)))
        .extracting(Difference::value)
        .containsExactly(shown);
  }

  @Test
  void comparesAsTextWhatLiesWithinTooManyStrings() {
    String base = "[1]";
    String other = "[2]";
    for (int i = 0; i <= TextInJson.MAX_LEVELS; i++) {
      base = "[\"" + escaped(base) + "\"]";
      other = "[\"" + escaped(other) + "\"]";
    }

    assertThat(places(base, other))
        .extracting(Place::pointer)
        .containsExactly("/0" + "/(json)/0".repeat(TextInJson.MAX_LEVELS));
  }

  @ParameterizedTest
  @CsvSource({"200, 50, true", "200, 100, false", "10, 250, false"})
  void boundsTheDepthOfAllStringsTogether(int outer, int inner, boolean within) {
    String base = nested(outer, '"' + nested(inner, "1") + '"');
    String other = nested(outer, '"' + nested(inner, "2") + '"');

    assertThat(places(base, other))
        .extracting(Place::pointer)
        .containsExactly("/0".repeat(outer) + (within ? "/(json)" + "/0".repeat(inner) : ""));
  }

  private static String nested(int lists, String inner) {
    return "[".repeat(lists) + inner + "]".repeat(lists);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  @Test
  void findsWhichItemIsGone() {
    assertThat(places("[{\"id\":1},{\"id\":2},{\"id\":3}]", "[{\"id\":1},{\"id\":3}]"))
        .containsExactly(
            new Place("body", "", Kind.LENGTH), new Place("body /*", "/1", Kind.MISSING));
    assertThat(places("[10,20,30,40]", "[10,30,40]"))
        .containsExactly(
            new Place("body", "", Kind.LENGTH), new Place("body /*", "/1", Kind.MISSING));
    assertThat(places("[10,30,40]", "[10,20,30,40]"))
        .containsExactly(
            new Place("body", "", Kind.LENGTH), new Place("body /*", "/1", Kind.EXTRA));
  }

  @Test
  void pairsItemsByPositionWhereTheirKeysAreDrawnAnew() {
    assertThat(
            places(
                "[{\"id\":\"a\",\"v\":1},{\"id\":\"b\",\"v\":2}]",
                "[{\"id\":\"c\",\"v\":1},{\"id\":\"d\",\"v\":2}]"))
        .extracting(Place::location)
        .containsOnly("body /*/id");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void findsNoDifferenceBetweenAValueAndItself(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      String json = RandomJson.value(random, 4);
      assertThat(places(json, " " + json)).as(json).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Mutation.class)
  void findsEachMutationWhereItWasMade(Mutation mutation) {
    var random = new Random(mutation.name().hashCode());
    for (int i = 0; i < 100; i++) {
      RandomJson.Mutated mutated = RandomJson.mutated(random, mutation);
      assertThat(places(mutated.base(), mutated.other()))
          .as("%s to %s", mutated.base(), mutated.other())
          .anySatisfy(
              place -> {
                assertThat(place.kind()).isEqualTo(mutation.kind);
                assertThat(place.pointer()).isEqualTo(mutated.pointer());
              });
    }
  }

  @Test
  void comparesALongListWithoutAKeyInLinearSpace() {
    String base = list(100_000, -1);
    String other = list(100_000, 50_000);

    assertThat(places(base, other))
        .containsExactly(
            new Place("body", "", Kind.LENGTH), new Place("body /*", "/50000", Kind.MISSING));
  }

  @Test
  void findsWhatIsGoneFromAListOfWhichMuchIsGone() {
    List<Place> places = places(numbers(1), numbers(2));

    assertThat(places).contains(new Place("body", "", Kind.LENGTH));
    assertThat(places).extracting(Place::kind).containsOnly(Kind.LENGTH, Kind.MISSING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      textBlock =
          """
          [1,2,3,4,5] | [5,4,3,2,9] | ORDER   | /0
          [1,2,3,4,5] | [0,1,2,3,4] | nothing | /4
          [1,2,3,4,5] | [9,2,3,4,5] | nothing | /0
          [1,2,2,4,5] | [2,9,1,2,4] | ORDER   | /4
          """)
  void tellsOrderApartFromContent(String base, String other, Kind order, String changed) {
    List<Place> places = places(base, other);

    assertThat(places).contains(new Place("body /*", changed, Kind.VALUE));
    assertThat(places.stream().filter(place -> place.kind() == Kind.ORDER))
        .hasSize(order == null ? 0 : 1);
    assertThat(places).hasSize(order == null ? 1 : 2);
  }

  /** Random values have a few in common by chance. */
  @Test
  void pairsItemsByPositionWhereFewAreTheSame() {
    assertThat(places("[1,2,3,4,5]", "[5,6,7,8,1]"))
        .extracting(Place::pointer)
        .containsExactly("/0", "/1", "/2", "/3", "/4");
  }

  private static String numbers(int step) {
    return IntStream.range(0, 2_000)
        .filter(i -> i % step == 0)
        .mapToObj(Integer::toString)
        .collect(LIST);
  }

  @Test
  void keepsAFewPointersOfALongListThatDiffersThroughout() {
    String base = IntStream.range(0, 5_000).mapToObj(i -> "{\"v\":" + i + "}").collect(LIST);
    String other = IntStream.range(0, 5_000).mapToObj(i -> "{\"v\":1" + i + "}").collect(LIST);

    assertThat(places("{\"l\":" + base + ",\"z\":1}", "{\"l\":" + other + ",\"z\":2}"))
        .hasSize(Differences.MAX_POINTERS + 1)
        .contains(new Place("body /z", "/z", Kind.VALUE));
  }

  @Test
  void comparesAPrefixAsFarAsItGoes() {
    Json whole = parse("{\"l\":[1,2,3],\"z\":1}", false);
    Json cut = parse("{\"l\":[1,2", true);
    Json cutAndChanged = parse("{\"l\":[1,5", true);

    assertThat(places(whole, cut)).isEmpty();
    assertThat(places(whole, cutAndChanged))
        .containsExactly(new Place("body /l/*", "/l/1", Kind.VALUE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\":}", "[1,2", "{} {}", "nonsense"})
  void takesNothingElseForJson(String text) {
    assertThat(JsonText.parse(ByteString.copyFromUtf8(text), false)).isNull();
  }

  @Test
  void leavesWhatIsTooDeepToText() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);

    assertThat(JsonText.parse(ByteString.copyFromUtf8(deep), false)).isNull();
  }

  private static final java.util.stream.Collector<CharSequence, ?, String> LIST =
      Collectors.joining(",", "[", "]");

  private static String list(int size, int without) {
    return IntStream.range(0, size)
        .filter(i -> i != without)
        .mapToObj(i -> "{\"v\":" + i + "}")
        .collect(LIST);
  }

  private static List<Place> places(String base, String other) {
    return places(parse(base, false), parse(other, false));
  }

  private static List<Place> places(Json base, Json other) {
    return differences(base, other).stream().map(Difference::place).toList();
  }

  private static List<Difference> differences(Json base, Json other) {
    var out = new Differences();
    var side = Side.of(Given.json(200, ""), Given.EPOCH_NANOS, Masks.none());
    new JsonDiff(side, side, out).compare(base, other);
    return out.found();
  }

  private static Json parse(String json, boolean prefix) {
    return Objects.requireNonNull(JsonText.parse(ByteString.copyFromUtf8(json), prefix), json);
  }
}
