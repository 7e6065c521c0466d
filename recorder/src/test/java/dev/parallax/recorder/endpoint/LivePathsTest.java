package dev.parallax.recorder.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LivePathsTest {

  private static final String HOST = "shop.example";

  private final LearnedWords words = new LearnedWords();
  private LivePaths paths = new LivePaths(words, WordRules.none(), PathHints.none());

  private LivePaths.Path learn(String path, int session) {
    return paths.learn("GET", HOST, path, () -> "s-" + session);
  }

  private List<String> patterns() {
    return paths.templates().stream().map(Template::getPattern).toList();
  }

  private boolean passes(String path) {
    String[] segments = path.split("/", -1);
    return words.current().passes(segments, segments.length - 1);
  }

  @Test
  void tellsAWordOnceItWasSeenInTwentySessions() {
    for (int i = 0; i < 19; i++) {
      assertThat(learn("/hello/42", i).endpoint()).isEqualTo(LivePaths.UNCLASSIFIED);
      learn("/hello/42", i);
    }
    paths.mine();
    assertThat(patterns()).isEmpty();
    assertThat(passes("/hello")).isFalse();
    learn("/hello/42", 19);
    paths.mine();
    assertThat(patterns()).containsExactly("/hello/{id}");
    assertThat(passes("/hello")).isTrue();
    assertThat(learn("/hello/7", 0).endpoint()).isEqualTo("GET /hello/{id}");
  }

  @Test
  void countsNobodyWithoutAName() {
    for (int i = 0; i < 100; i++) {
      paths.learn("GET", HOST, "/hello/42", () -> "");
    }
    paths.mine();
    assertThat(passes("/hello")).isFalse();
  }

  /** Whoever remembers what passed would forget it all. */
  @Test
  void saysNothingNewWhereNoOtherWordPasses() {
    for (int i = 0; i < 20; i++) {
      learn("/hello/42", i);
    }
    paths.mine();
    ClearWords before = words.current();
    for (int i = 0; i < 10; i++) {
      learn("/hello/42/" + name(i), i);
      learn("/" + name(i) + "/42", i);
    }
    paths.mine();
    assertThat(passes("/hello")).isTrue();
    assertThat(words.current()).isSameAs(before);
    for (int i = 0; i < 20; i++) {
      learn("/hello/42/again", i);
    }
    paths.mine();
    assertThat(passes("/hello/42/again")).isTrue();
    assertThat(words.current()).isNotSameAs(before);
  }

  @Test
  void countsSessionsBehindAParameterTogether() {
    for (int i = 0; i < 30; i++) {
      learn("/" + name(i) + "/likes", i);
    }
    paths.mine();
    assertThat(patterns()).containsExactly("/{name}/likes");
    assertThat(passes("/" + name(3))).isFalse();
    assertThat(passes("/" + name(3) + "/likes")).isTrue();
  }

  @Test
  void tellsNoValueOfAPlaceWhereAnotherMethodSaysThatWordsVary() {
    for (int i = 0; i < 60; i++) {
      int session = i;
      paths.learn("PUT", HOST, "/tags/shoes", () -> "s-" + session);
    }
    paths.mine();
    assertThat(passes("/tags/shoes")).isTrue();
    for (int i = 0; i < 60; i++) {
      learn("/tags/" + name(i), i);
    }
    paths.mine();
    assertThat(passes("/tags")).isTrue();
    assertThat(passes("/tags/shoes")).isFalse();
  }

  @Test
  void keepsARouteThatAnswersOtherwise() {
    long page = ResponseShape.mixed(1) | 1;
    long results = ResponseShape.mixed(2) | 1;
    for (int i = 0; i < 200; i++) {
      learn("/wiki/" + name(i % 40), i).shape(page);
      if (i % 8 == 0) {
        learn("/wiki/find", i).shape(results);
      }
    }
    paths.mine();
    assertThat(patterns()).containsExactly("/wiki/find", "/wiki/{name}");
  }

  @Test
  void takesIdsThatLookLikeSeveralKindsForOneParameter() {
    for (int i = 0; i < 200; i++) {
      String id = i % 10 == 0 ? "1234567890123456" : "%x%015d".formatted(10 + i % 6, i);
      learn("/blobs/" + id, i);
    }
    paths.mine();
    assertThat(patterns()).containsExactly("/blobs/{hex}");
  }

  @Test
  void namesWhatIsConfiguredInItsOwnWords() {
    paths =
        new LivePaths(
            words, WordRules.none(), PathHints.of(List.of("/u/{who}/posts", "/files/**")));
    assertThat(learn("/u/ada/posts", 1).endpoint()).isEqualTo("GET /u/{who}/posts");
    assertThat(learn("/u/17/posts", 1).endpoint()).isEqualTo("GET /u/{who}/posts");
    paths.mine();
    Template template = paths.templates().getFirst();
    assertThat(template.getConfigured()).isTrue();
    assertThat(template.getExchanges()).isEqualTo(2);
    EndpointTemplates read =
        EndpointTemplates.of(TemplateSet.newBuilder().addTemplates(template).build());
    assertThat(read.endpointOf(TemplateMinerTest.request("/u/xyz/posts"), HOST).getTemplate())
        .isEqualTo("/u/{who}/posts");
  }

  @Test
  void keepsWordsApartWhereThatIsConfigured() {
    for (String hint : new String[] {"/none", "!/steps/{step}"}) {
      paths = new LivePaths(words, WordRules.none(), PathHints.of(List.of(hint)));
      for (int i = 0; i < 900; i++) {
        learn("/steps/" + name(i % 30), i);
      }
      paths.mine();
      assertThat(patterns()).hasSize(hint.startsWith("!") ? 30 : 1);
    }
  }

  @Test
  void takesUpAnotherConfigurationWhileItRuns() {
    for (int i = 0; i < 900; i++) {
      learn("/steps/" + name(i % 30), i);
    }
    paths.configure(WordRules.none(), PathHints.of(List.of("!/steps/{step}")));
    for (int i = 0; i < 900; i++) {
      learn("/steps/" + name(i % 30), i);
    }
    paths.mine();
    assertThat(patterns()).hasSizeGreaterThanOrEqualTo(30);
  }

  @Test
  void goesOnFromWhatTheLogKnows() {
    for (int i = 0; i < 900; i++) {
      learn("/hello/42", i);
      learn("/tags/" + name(i % 30), i);
    }
    paths.mine();
    TemplateSet known = TemplateSet.newBuilder().addAllTemplates(paths.templates()).build();
    paths = new LivePaths(words, WordRules.none(), PathHints.none());
    paths.adopt(known);
    assertThat(learn("/hello/7", 1).endpoint()).isEqualTo("GET /hello/{id}");
    assertThat(learn("/tags/new", 1).endpoint()).isEqualTo("GET /tags/{name}");
    assertThat(learn("/other", 1).endpoint()).isEqualTo(LivePaths.UNCLASSIFIED);
    paths.mine();
    assertThat(paths.templates())
        .extracting(Template::getId)
        .isSubsetOf(known.getTemplatesList().stream().map(Template::getId).toList());
  }

  @Test
  void findsTheSameOfTheSame() {
    List<List<Template>> found = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      paths = new LivePaths(new LearnedWords(), WordRules.none(), PathHints.none());
      new Corpus(Corpus.HELD_OUT[1], 5, 1.0)
          .calls(5_000)
          .forEach(call -> paths.learn("GET", HOST, call.path(), call::session));
      paths.mine();
      found.add(paths.templates());
    }
    assertThat(found.getFirst()).isNotEmpty().isEqualTo(found.getLast());
  }

  @Test
  void boundsItsMemoryAndForgetsWhatIsRare() {
    int max = 1_000;
    PathTrie trie = new PathTrie(max);
    paths = new LivePaths(words, WordRules.none(), PathHints.none(), trie);
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      String deep = "/a" + name(random.nextInt(19)) + "/b" + name(random.nextInt(19));
      learn(deep + "/c" + name(random.nextInt(19)) + "/" + name(i), i);
      learn("/often", i);
      assertThat(trie.nodes()).isLessThanOrEqualTo(max);
    }
    assertThat(learn("/often", 1).endpoint()).isEqualTo("GET /often");
  }

  @Test
  void takesNoMoreSitesThanItHasRoomFor() {
    for (int i = 0; i < 10 * PathTrie.MAX_SITES; i++) {
      paths.learn("GET", "h" + i + ".example", "/42", () -> "s-1");
    }
    paths.mine();
    assertThat(paths.templates()).hasSize(PathTrie.MAX_SITES);
    assertThat(paths.learn("GET", "new.example", "/42", () -> "s-1").endpoint())
        .isEqualTo("GET /{id}");
  }

  @Test
  void learnsNothingOfWhatIsOnlyLookedUp() {
    for (int i = 0; i < 60; i++) {
      learn("/imprint", i);
      learn("/press", i);
    }
    for (int i = 0; i < 300; i++) {
      paths.look("GET", HOST, "/" + name(1_000 + i));
    }
    paths.mine();
    assertThat(patterns()).containsExactly("/imprint", "/press");
    assertThat(passes("/imprint")).isTrue();
  }

  @Test
  void keepsNoHostThatItCountsNothingOf() {
    paths = new LivePaths(words, WordRules.none(), PathHints.of(List.of("/lamps/{sku}")));
    for (int i = 0; i < 5_000; i++) {
      paths.learn("GET", "h" + i + ".example", "/lamps/1", () -> "s-1");
    }
    assertThat(paths.configuredSites()).isEqualTo(1_000);
  }

  /** A word for each number, without digits. */
  static String name(int number) {
    StringBuilder name = new StringBuilder("n");
    for (int rest = number; rest > 0; rest /= 26) {
      name.append((char) ('a' + rest % 26));
    }
    return name.toString();
  }
}
