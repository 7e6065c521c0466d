package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Leaf;
import dev.parallax.proto.Leaf.Fidelity;
import dev.parallax.proto.Sanitisation.Mode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Leaves say of each value whether it was replaced, and lists do not repeat them. */
class JsonLeavesTest {

  /** More than are kept of an object's. */
  private static final int MANY_MEMBERS = 70;

  @Test
  void saysOnceWhatHoldsInEachItem() {
    assertThat(leaves("{\"a\":[{\"mail\":\"bob@x.org\"},{\"mail\":\"eve@x.org\"},{}]}"))
        .containsExactly("/a/*/mail email INJECTIVE [2] []");
  }

  @Test
  void namesItemsWhereOthersPass() {
    assertThat(leaves("{\"a\":[{\"n\":7},{\"n\":48210007},{\"n\":null},{\"n\":48210008}]}"))
        .containsExactly("/a/*/n id INJECTIVE [2] [1, 3]");
    assertThat(leaves("{\"a\":[{\"n\":{}},{\"n\":48210007}]}"))
        .as("an object has values of its own")
        .containsExactly("/a/*/n id INJECTIVE [2] [1]");
  }

  @Test
  void namesItemsByEachList() {
    assertThat(leaves("[[48210007,7],[8,48210008]]"))
        .containsExactly("/*/* id INJECTIVE [1, 2] [0, 0, 1, 1]");
    assertThat(leaves("[[48210007],[],[48210008,48210009]]"))
        .containsExactly("/*/* id INJECTIVE [1, 2] []");
  }

  @Test
  void saysTheLeastOfSeveralKinds() {
    assertThat(leaves("[\"bob@x.org\",\"some text\",\"eve@x.org\"]"))
        .containsExactly("/* email text LOSSY [1] []");
  }

  @Test
  void tellsAStarAsNameFromAnItem() {
    assertThat(leaves(Mode.DETECT, "{\"*\":\"bob@x.org\"}"))
        .containsExactly("/* email INJECTIVE [] []");
    assertThat(leaves("{\"*\":[\"bob@x.org\"]}")).containsExactly("/*/* email INJECTIVE [2] []");
  }

  @Test
  void namesJsonInStringsByItsItem() {
    String inner = "{\\\"b\\\":[\\\"bob@x.org\\\"]}";
    assertThat(leaves("[\"" + inner + "\",\"" + inner + "\"]"))
        .containsExactly("/0/b/* email INJECTIVE [3] []", "/1/b/* email INJECTIVE [3] []");
  }

  /** Beyond what is kept of an object's members, each value is on its own. */
  @Test
  void claimsNothingOfPlacesThatAreNotKept() {
    String json = "[{%s},{%s}]".formatted(members("48210007"), members("7"));
    assertThat(leaves(json))
        .hasSize(MANY_MEMBERS)
        .allMatch(leaf -> leaf.endsWith("INJECTIVE [1] [0]"));
  }

  @Test
  void tellsNamesApartThatEndInABlank() {
    assertThat(leaves(Mode.DETECT, "{\"a\":\"keep\",\"a \":\"bob@x.org\"}"))
        .containsExactly("/a  email INJECTIVE [] []");
  }

  @Test
  void foldsListsBehindNamesThatAreNotKept() {
    String json = "{%s,\"zz\":[48210007,48210008]}".formatted(members("7"));
    assertThat(leaves(json)).containsExactly("/zz/* id INJECTIVE [2] [0, 1]");
  }

  @Test
  void saysEachKindOnce() {
    assertThat(leaves(Mode.DETECT, "[\"bob@x.org\",\"bob@x.org at 10.1.2.3\",\"from 10.1.2.4\"]"))
        .containsExactly("/* email ip LOSSY [1] []");
  }

  /** A rule about one item is about that item only, whichever way the body is read. */
  @Test
  void passesSingleItemsThatThePolicyNames() {
    SanitisePolicy policy =
        new SanitisePolicy(Mode.STRICT, List.of("response body /a/1"), List.of());
    assertThat(said(policy, "{\"a\":[\"PENDING\",\"PENDING\",\"PENDING\"]}"))
        .containsExactly("/a/* text LOSSY [2] [0, 2]");
  }

  /** So many, of one value and with names that stay. */
  private static String members(String value) {
    return IntStream.range(0, MANY_MEMBERS)
        .mapToObj(i -> "\"m%c%c\":%s".formatted('a' + i / 20, 'a' + i % 20, value))
        .collect(Collectors.joining(","));
  }

  private static List<String> leaves(String json) {
    return leaves(Mode.STRICT, json);
  }

  private static List<String> leaves(Mode mode, String json) {
    return said(new SanitisePolicy(mode, List.of(), List.of()), json);
  }

  private static List<String> said(SanitisePolicy policy, String json) {
    return Raws.get("/")
        .returning("application/json", json)
        .by(new Sanitiser(policy, Raws.KEY))
        .getSanitisation()
        .getLeavesList()
        .stream()
        .map(JsonLeavesTest::words)
        .toList();
  }

  private static String words(Leaf leaf) {
    Fidelity fidelity = leaf.getFidelity();
    return "%s %s %s %s %s"
        .formatted(
            leaf.getLocation().replace("response body ", ""),
            leaf.getKind(),
            fidelity.name(),
            leaf.getListsList(),
            leaf.getItemsList());
  }
}
