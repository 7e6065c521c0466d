package dev.parallax.recorder.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Endpoint;
import dev.parallax.proto.Request;
import dev.parallax.proto.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateMinerTest {

  private static final String HOST = "shop.example";
  private static final String[] RESOURCES = {
    "accounts",
    "addresses",
    "baskets",
    "brands",
    "campaigns",
    "carts",
    "categories",
    "coupons",
    "customers",
    "deliveries",
    "invoices",
    "items",
    "locations",
    "merchants",
    "messages",
    "notes",
    "offers",
    "orders",
    "payments",
    "prices",
    "products",
    "refunds",
    "returns",
    "reviews",
    "users"
  };

  private final TemplateMiner miner = new TemplateMiner();

  private void learn(String path) {
    miner.learn("GET", HOST, path);
  }

  private List<String> patterns() {
    return miner.templates().stream().map(Template::getPattern).toList();
  }

  @Test
  void keepsFewWordsApart() {
    for (int i = 0; i < 19; i++) {
      learn("/pages/page" + (char) ('a' + i));
    }
    assertThat(patterns()).hasSize(19).contains("/pages/pagea");
  }

  @Test
  void makesAParameterOfManyWords() {
    for (int i = 0; i < 20; i++) {
      learn("/users/" + name(i) + "/posts");
    }
    assertThat(patterns()).containsExactly("/users/{name}/posts");
    assertThat(miner.templates().getFirst().getExchanges()).isEqualTo(20);
  }

  @Test
  void keepsAProminentWordBesideAParameter() {
    for (int i = 0; i < 200; i++) {
      learn("/cart/" + name(i));
      learn("/cart/current");
    }
    assertThat(patterns()).containsExactly("/cart/current", "/cart/{name}");
  }

  @Test
  void mergesWhatComesAfterAParameter() {
    for (int i = 0; i < 60; i++) {
      learn("/u/" + name(i) + (i % 2 == 0 ? "/posts/" + i : "/likes"));
    }
    assertThat(patterns()).containsExactly("/u/{name}/likes", "/u/{name}/posts/{id}");
  }

  @Test
  void makesOneParameterOfNamesAndNumbersAtOnePlace() {
    for (int i = 0; i < 30; i++) {
      learn("/tags/" + name(i));
      learn("/tags/" + i);
    }
    assertThat(patterns()).containsExactly("/tags/{name}");
  }

  @Test
  void keepsTheResourcesOfALargeApi() {
    for (int i = 0; i < 40; i++) {
      for (String resource : RESOURCES) {
        learn("/api/" + resource);
        learn("/api/" + resource + "/" + i);
      }
    }
    assertThat(patterns())
        .hasSize(2 * RESOURCES.length)
        .contains("/api/orders", "/api/orders/{id}", "/api/users/{id}");
  }

  @Test
  void keepsMethodsAndAuthoritiesApart() {
    miner.learn("GET", "a.example", "/users/1");
    miner.learn("PUT", "a.example", "/users/2");
    miner.learn("GET", "B.example", "/users/3");
    miner.learn("GET", "b.example", "/users/4");
    assertThat(miner.templates())
        .extracting(t -> t.getMethod() + " " + t.getAuthority() + t.getPattern())
        .containsExactly(
            "GET a.example/users/{id}", "GET b.example/users/{id}", "PUT a.example/users/{id}");
  }

  @Test
  void givesTemplatesIdsThatLast() {
    learn("/users/1");
    String id = miner.templates().getFirst().getId();
    learn("/users/2");
    learn("/orders");
    assertThat(miner.templates().getLast().getPattern()).isEqualTo("/users/{id}");
    assertThat(miner.templates().getLast().getId()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void findsTheSameTemplatesInAnyOrder(long seed) {
    List<String> paths = mixedPaths(new Random(seed), 3_000);
    paths.forEach(this::learn);
    for (int shuffle = 0; shuffle < 5; shuffle++) {
      Collections.shuffle(paths, new Random(seed * 31 + shuffle));
      TemplateMiner other = new TemplateMiner();
      paths.forEach(path -> other.learn("GET", HOST, path));
      assertThat(other.templates()).isEqualTo(miner.templates());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void countsEachExchangeInExactlyOneTemplate(long seed) {
    mixedPaths(new Random(seed), 5_000).forEach(this::learn);
    assertThat(miner.templates().stream().mapToLong(Template::getExchanges).sum()).isEqualTo(5_000);
    assertThat(miner.templates()).extracting(Template::getId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void itsTemplatesNameTheEndpointOfWhatWasLearned(long seed) {
    List<String> paths = mixedPaths(new Random(seed), 2_000);
    paths.forEach(this::learn);
    EndpointTemplates templates = EndpointTemplates.of(miner.templateSet("shop", 1));
    List<String> known = patterns();
    assertThat(paths).allMatch(path -> known.contains(endpoint(templates, path).getTemplate()));
  }

  @Test
  void namesRequestsThatItNeverSaw() {
    for (int i = 0; i < 50; i++) {
      learn("/users/" + name(i) + "/posts");
      learn("/users/me/posts");
    }
    EndpointTemplates templates = EndpointTemplates.of(miner.templateSet("shop", 1));
    assertThat(endpoint(templates, "/users/zoe/posts?page=2").getTemplate())
        .isEqualTo("/users/{name}/posts");
    assertThat(endpoint(templates, "/users/77/posts").getTemplate())
        .isEqualTo("/users/{name}/posts");
    assertThat(endpoint(templates, "/users/me/posts").getTemplate()).isEqualTo("/users/me/posts");
    assertThat(endpoint(templates, "/elsewhere/12").getTemplate()).isEqualTo("/elsewhere/{id}");
  }

  @Test
  void showsTheAuthorityWhereThereAreSeveral() {
    miner.learn("GET", "a.example", "/users/1");
    EndpointTemplates one = EndpointTemplates.of(miner.templateSet("shop", 1));
    Endpoint endpoint = one.endpointOf(request("/users/9"), "a.example");
    assertThat(one.display(endpoint)).isEqualTo("GET /users/{id}");
    miner.learn("GET", "b.example:8080", "/users/1");
    EndpointTemplates two = EndpointTemplates.of(miner.templateSet("shop", 2));
    assertThat(two.display(endpoint)).isEqualTo("GET a.example/users/{id}");
  }

  @Test
  void boundsItsMemory() {
    TemplateMiner small = new TemplateMiner(10);
    for (int i = 0; i < 100; i++) {
      small.learn("GET", HOST, "/" + name(i));
    }
    small.learn("GET", HOST, "/" + name(3));
    assertThat(small.unlearned()).isEqualTo(91);
    assertThat(small.templates().stream().mapToLong(Template::getExchanges).sum()).isEqualTo(10);
  }

  private static List<String> mixedPaths(Random random, int count) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      paths.add(
          switch (random.nextInt(7)) {
            case 0 -> "/users/" + name(random.nextInt(300));
            case 1 -> "/users/me";
            case 2 -> "/users/" + name(random.nextInt(300)) + "/posts/" + random.nextInt(1000);
            case 3 -> "/" + RESOURCES[random.nextInt(RESOURCES.length)] + "/" + random.nextInt(99);
            case 4 -> "/search?q=" + random.nextInt();
            case 5 -> "/files/" + name(random.nextInt(30)) + ".txt";
            default -> "/health" + "/".repeat(random.nextInt(2));
          });
    }
    return paths;
  }

  /** A word for each number, without digits. */
  private static String name(int number) {
    StringBuilder name = new StringBuilder("n");
    for (int rest = number; rest > 0; rest /= 26) {
      name.append((char) ('a' + rest % 26));
    }
    return name.toString();
  }

  private static Endpoint endpoint(EndpointTemplates templates, String path) {
    return templates.endpointOf(request(path), HOST);
  }

  static Request request(String target) {
    return Request.newBuilder().setMethod("GET").setTarget(target).build();
  }
}
