package dev.parallax.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecordOptionsTest {

  @Test
  void writesUpstreamsInTheOrderOfTheirRoutes() {
    List<String> routes =
        List.of("cart:80", "auth:80", "shop:80", "cart:80", "pay:80", "img:80", "old:80", "api:80");
    assertThat(RecordOptions.severalOf(routes))
        .containsExactly("cart:80", "auth:80", "shop:80", "pay:80", "img:80", "old:80", "api:80");
  }

  /** The service is called by it already. */
  @Test
  void writesNoSingleUpstream() {
    assertThat(RecordOptions.severalOf(List.of("shop:80"))).isEmpty();
  }
}
