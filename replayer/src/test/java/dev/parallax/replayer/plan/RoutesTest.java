package dev.parallax.replayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoutesTest {

  @ParameterizedTest
  @CsvSource({
    // allowed, method, target, whether
    "POST,                 POST,   /orders,                true",
    "POST,                 DELETE, /orders,                false",
    "POST /orders,         POST,   /orders,                true",
    "POST /orders,         POST,   /orders?x=1,            true",
    "POST /orders,         POST,   /orders/1/pay,          true",
    "POST /orders,         POST,   /orders2,               false",
    "POST /orders,         POST,   /,                      false",
    "POST /orders,         PUT,    /orders,                false",
    "POST /orders/{id}/pay, POST,  /orders/17/pay,         true",
    "POST /orders/{id}/pay, POST,  /orders/17/cancel,      false",
    "POST /orders/{id}/pay, POST,  /orders/17,             false",
    "POST /orders,         POST,   /orders/../admin,       false",
    "POST /orders,         POST,   /orders/%2e%2E/admin,   false",
    "POST /orders,         POST,   /orders/..%2fadmin,     false",
    "POST /orders,         POST,   /orders/..;/admin,      false",
    "POST /,               POST,   /anything,              true",
  })
  void allowsWhatIsNamed(String allowed, String method, String target, boolean whether) {
    assertThat(new Routes("replay.writes", Set.of(allowed)).name(method, target))
        .isEqualTo(whether);
  }

  @Test
  void allowsNothingByDefault() {
    assertThat(new Routes("replay.writes", Set.of()).name("POST", "/orders")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "postt", "POST orders", "/orders", "POST /a /b"})
  void refusesWhatIsNoWrite(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Routes("replay.writes", Set.of(name)))
        .withMessageContaining("(expected: POST, or POST /path");
  }
}
