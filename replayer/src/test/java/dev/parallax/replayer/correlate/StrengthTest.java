package dev.parallax.replayer.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrengthTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1075bd9d-ec80-4252-a54b-6d8c6fdb4854",
        "9f86d081884c7d65",
        "1234567",
        "ORD-8f3kq2",
        "aBcDeFgH",
        "s%3Axyz123abc"
      })
  void isStrong(String value) {
    assertThat(Strength.strong(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "17",
        "123456",
        "true",
        "electronics",
        "PENDING_CONFIRMATION",
        "no-cache,must-revalidate",
        "2026-11-27",
        "2026-11-27T02:10:58.123Z",
        "10:30:00",
        "1234567.89",
        "Wireless headphones 2000 black",
        "https://shop.example/orders/1234567",
        "/orders/1234567"
      })
  void isWeak(String value) {
    assertThat(Strength.strong(value)).isFalse();
  }
}
