package dev.parallax.cli.demo.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.demo.secrets.PlantedSecrets;
import dev.parallax.cli.demo.secrets.Secret;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShopperTest {

  @Test
  void hasACardOfTheTestRangeThatIsValid() {
    SplittableRandom random = new SplittableRandom(3);

    assertThat(
            IntStream.range(0, 200)
                .mapToObj(_ -> Shopper.of(random, new PlantedSecrets()).card().replace(" ", "")))
        .allMatch(card -> card.matches("424242\\d{10}"))
        .allMatch(card -> card.endsWith("" + Shopper.luhn(card.substring(0, 15))));
    assertThat(Shopper.luhn("411111111111111")).isEqualTo(1);
    assertThat(Shopper.luhn("37828224631000")).isEqualTo(5);
  }

  @Test
  void plantsAllThatTellsWhoItIs() {
    PlantedSecrets secrets = new PlantedSecrets();
    Shopper shopper = Shopper.of(new SplittableRandom(4), secrets);

    assertThat(secrets.all().stream().map(Secret::value))
        .containsExactlyInAnyOrder(
            shopper.name(),
            shopper.email(),
            shopper.password(),
            shopper.card(),
            shopper.phone(),
            shopper.street());
  }
}
