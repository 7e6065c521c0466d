package dev.parallax.recorder.sanitize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.sanitize.detect.Cards;
import dev.parallax.recorder.sanitize.detect.Ibans;
import dev.parallax.recorder.sanitize.detect.Shapes;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FreshValuesTest {

  private static final FreshValues FIRST = values(1);
  private static final FreshValues SECOND = values(2);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "someone@shop.example",
        "4111 1111 1111 1111",
        "378282246310005",
        "DE89 3704 0044 0532 0130 00",
        "+49 30 901820",
        "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
        "018f2b5e-7a10-7c3d-9e4f-0123456789ab",
        "4711001",
        "0004711",
        "9007199254740991",
        "-12345",
        "19.99",
        "2026-11-27",
        "192.0.2.17",
        "4f7a91c0d2e6b38a",
        "h3Kq9zXv7LmP2sWd",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "Johanna",
      })
  void keepsKindAndLength(String value) {
    Replacement replaced = new Replacer(new Pseudonyms(key(0))).replace(value);
    String pseudonym = replaced.text();
    String kind = replaced.kind();

    String fresh = FIRST.of(pseudonym, kind);

    assertThat(fresh).isNotEqualTo(pseudonym).hasSameSizeAs(length(pseudonym, fresh));
    assertThat(Shapes.of(fresh)).isEqualTo(Shapes.of(pseudonym));
    assertThat(FIRST.of(pseudonym, kind)).as("each time").isEqualTo(fresh);
    assertThat(SECOND.of(pseudonym, kind)).as("another key").isNotEqualTo(fresh);
    assertThat(values(1).of(pseudonym, kind)).as("in each process").isEqualTo(fresh);
  }

  /** Addresses of networks are as long as their numbers happen to be. */
  private static String length(String pseudonym, String fresh) {
    return pseudonym.matches("10(\\.\\d+){3}") ? fresh : pseudonym;
  }

  @Test
  void keepsCardsAndAccountsValid() {
    Replacer replacer = new Replacer(new Pseudonyms(key(0)));
    String card = FIRST.of(replacer.replace("4111111111111111").text(), "card");
    String iban = FIRST.of(replacer.replace("DE89370400440532013000").text(), "iban");

    assertThat(Cards.checkDigit(card.substring(0, 15))).isEqualTo(card.charAt(15));
    assertThat(iban)
        .isEqualTo("DE" + Ibans.checkDigits("DE", iban.substring(4)) + iban.substring(4));
  }

  @Test
  void keepsVersionAndVariantOfUuids() {
    UUID fresh = UUID.fromString(FIRST.of("018f2b5e-7a10-7c3d-9e4f-0123456789ab", "uuid"));

    assertThat(fresh.version()).isEqualTo(7);
    assertThat(fresh.variant()).isEqualTo(2);
  }

  /** No two of so many users become one, in one copy or in two of them. */
  @Test
  void keepsUsersApart() {
    SplittableRandom random = new SplittableRandom(3);
    Set<String> users = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      users.add(new UUID(random.nextLong(), random.nextLong()).toString());
      users.add("u_%012x@shop.invalid".formatted(random.nextLong(1L << 48)));
      users.add(Long.toString(1_000_000_000_000L + random.nextLong(1_000_000_000_000L)));
    }
    Set<String> all = new HashSet<>(users);
    for (int copy = 1; copy < 10; copy++) {
      FreshValues fresh = values(copy);
      users.forEach(user -> assertThat(all.add(fresh.of(user, "id"))).as(user).isTrue());
    }
  }

  /** Where there are few, each is another one's all the same. */
  @Test
  void permutesWhatThereIsLittleOf() {
    assertThat(
            IntStream.range(10_000, 100_000)
                .mapToObj(Integer::toString)
                .map(id -> FIRST.of(id, "id")))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[1-9]\\d{4}"));
  }

  private static FreshValues values(int copy) {
    return new FreshValues(key(copy));
  }

  private static byte[] key(int copy) {
    return "copy %d of run run-1".formatted(copy).getBytes(UTF_8);
  }
}
