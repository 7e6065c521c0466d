package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.proto.Sanitisation.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each location accepted has the form of one that the sanitiser lists; others could never match.
 */
class SanitisePolicyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "response body",
        "response body /items/*/price",
        "request body /name",
        "request query sort",
        "request path/1;colour",
        "request header x-region",
        "request header cookie/SID",
        "request header referer query q",
        "response message id /*",
        "response trailer x-checksum"
      })
  void takesTheLocationsThatLeavesHave(String location) {
    assertThat(new SanitisePolicy(Mode.STRICT, List.of(location), List.of()).clear())
        .containsExactly(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "body /items",
        "request bdoy /a",
        "request header X-Region",
        "request query",
        "request path",
        "request path/1",
        "request path/*",
        "request cookie sid",
        "request form name",
        "response"
      })
  void refusesWhatCouldNeverMatch(String location) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SanitisePolicy(Mode.STRICT, List.of(location), List.of()))
        .withMessageContaining("sanitise.clear: '" + location + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/catalogue/{sku}", "/files/**", "!/cart/{step}", "/a.json"})
  void takesThePathsThatThereAre(String path) {
    assertThat(new SanitisePolicy(Mode.STRICT, List.of(), List.of(path)).paths())
        .containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "files",
        "/x/{",
        "/x/id}",
        "/x/{}",
        "/x/{a}{b}",
        "/@{handle}",
        "/a/**/b",
        "!/a/**",
        "/x?y=1",
        "/x#y"
      })
  void refusesPathsThatCouldMatchNothing(String path) {
    assertRefused(path);
  }

  private static void assertRefused(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SanitisePolicy(Mode.STRICT, List.of(), List.of(path)))
        .withMessageStartingWith("sanitise.paths: '" + path + "' (expected: ");
  }

  @Test
  void refusesAKindThatThereIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SanitisePolicy(Mode.STRICT, List.of(), List.of(), List.of("geo", "uuid")))
        .withMessageStartingWith("sanitise.undetected: 'uuid' (expected: email, card, ");
  }

  @Test
  void hasADigestOfItsOwnByEachPart() {
    List<SanitisePolicy> policies =
        List.of(
            SanitisePolicy.strict(),
            SanitisePolicy.detect(),
            new SanitisePolicy(Mode.STRICT, List.of("response body"), List.of()),
            new SanitisePolicy(Mode.STRICT, List.of(), List.of("/a")),
            new SanitisePolicy(Mode.STRICT, List.of(), List.of(), List.of("geo")),
            new SanitisePolicy(Mode.STRICT, List.of(), List.of(), List.of("geo", "ip")));
    assertThat(policies.stream().map(SanitisePolicy::digest)).doesNotHaveDuplicates();
    assertThat(new SanitisePolicy(Mode.STRICT, List.of(), List.of(), List.of("ip", "geo", "ip")))
        .isEqualTo(policies.getLast());
  }
}
