package dev.parallax.cli.demo.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.demo.secrets.PlantedSecrets;
import dev.parallax.cli.demo.secrets.Secret;
import dev.parallax.cli.demo.secrets.SecretScan;
import dev.parallax.cli.demo.shop.Build;
import dev.parallax.cli.demo.shop.Catalogue;
import dev.parallax.cli.demo.shop.Shop;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UsersTest {

  private static final Traffic ONCE = new Traffic(50_000, 120, Duration.ofSeconds(13));
  private static final long SEED = 7;

  @Test
  void plansTheSameFromTheSameSeed() {
    assertThat(Users.plans(ONCE, SEED, new PlantedSecrets()))
        .isEqualTo(Users.plans(ONCE, SEED, new PlantedSecrets()))
        .isNotEqualTo(Users.plans(ONCE, SEED + 1, new PlantedSecrets()));
  }

  @Test
  void plansEnoughOfEachForAJudgement() {
    for (long seed = 0; seed < 20; seed++) {
      List<Step> steps =
          Users.plans(ONCE, seed, new PlantedSecrets()).stream()
              .flatMap(visit -> visit.steps().stream())
              .toList();

      assertThat(steps).hasSizeBetween(1_300, 1_600);
      assertThat(to(steps, "/catalogue/filter").filter(step -> step.status() == 200))
          .hasSizeBetween(130, 180);
      assertThat(to(steps, "/cart/quote")).hasSizeGreaterThan(120);
      assertThat(queries(steps).filter(String::isEmpty)).hasSizeGreaterThan(12);
      assertThat(queries(steps).filter(query -> query.length() == 400)).hasSizeGreaterThan(12);
      assertThat(
              queries(steps)
                  .filter(query -> !query.codePoints().allMatch(Character::isBmpCodePoint)))
          .hasSizeGreaterThan(12);
    }
  }

  @Test
  void sendsWhatWasPlannedAndGetsWhatTheShopGives() throws Exception {
    PlantedSecrets secrets = new PlantedSecrets();
    Queue<String> exchanged = new ConcurrentLinkedQueue<>();
    Traffic traffic = new Traffic(200, 20, Duration.ofSeconds(1));
    try (Shop shop = Shop.start(Catalogue.ofSize(200), Build.CURRENT)) {
      Users.Seen seen =
          Users.run(
              shop.url(),
              traffic,
              SEED,
              secrets,
              (sent, received, _) -> exchanged.add(sent + received));

      assertThat(seen.unexpected()).as(seen.toString()).isZero();
      assertThat(seen.requests()).isEqualTo(exchanged.size()).isGreaterThan(200);
    }
    SecretScan scan = new SecretScan(secrets);
    scan.text("exchanges", String.join("\n", exchanged));
    assertThat(scan.found()).isEqualTo(scan.planted()).isGreaterThan(50);
    assertThat(secrets.all().stream().map(Secret::kind).distinct())
        .containsExactlyInAnyOrder(
            "name", "e-mail", "password", "card", "phone", "street", "session", "token");
  }

  @Test
  void countsWhatNobodyAnswers() throws Exception {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    Users.Seen seen =
        Users.run(
            nobody,
            new Traffic(200, 1, Duration.ofMillis(200)),
            SEED,
            new PlantedSecrets(),
            Listener.none());

    assertThat(seen.unexpected()).isEqualTo(seen.requests()).isPositive();
    assertThat(seen.byStatus()).containsOnlyKeys(0);
    assertThat(seen.surprises()).isNotEmpty().allMatch(line -> line.contains("ConnectException"));
  }

  private static Stream<Step> to(List<Step> steps, String path) {
    return steps.stream().filter(step -> step.target().split("\\?", 2)[0].equals(path));
  }

  private static Stream<String> queries(List<Step> steps) {
    return to(steps, "/search")
        .map(step -> step.target().substring("/search?q=".length()))
        .map(query -> URLDecoder.decode(query, StandardCharsets.UTF_8));
  }
}
