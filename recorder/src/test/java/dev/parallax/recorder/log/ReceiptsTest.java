package dev.parallax.recorder.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptsTest {

  private final Receipts receipts = new Receipts();
  private final List<String> told = new ArrayList<>();

  @Test
  void settlesTheOldestInTheirOrder() {
    Receipt a = receipt("a");
    Receipt b = receipt("b");
    for (Receipt receipt : List.of(a, Receipt.none(), Receipt.none(), b, b, b, a)) {
      receipts.add(receipt);
    }
    assertThat(receipts.size()).isEqualTo(7);

    receipts.settle(5, true);
    assertThat(told).containsExactly("a kept", "b kept", "b kept");
    assertThat(receipts.size()).isEqualTo(2);

    told.clear();
    receipts.settle(false);
    assertThat(told).containsExactly("b lost", "a lost");
    assertThat(receipts.size()).isZero();
  }

  @Test
  void settlesNothingTwice() {
    receipts.add(receipt("a"));
    receipts.settle(true);

    receipts.settle(true);
    receipts.settle(0, false);

    assertThat(told).containsExactly("a kept");
  }

  private Receipt receipt(String name) {
    return kept -> told.add(name + (kept ? " kept" : " lost"));
  }
}
