package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentTest {

  private final InFlight inFlight = new InFlight();
  private final List<Boolean> settled = new ArrayList<>();
  private final Sent sent = new Sent(settled::add, inFlight);

  @Test
  void isNotTakenWhereTheProducerFailsItBeforeItReturns() {
    IOException full = new IOException("full");
    sent.onCompletion(null, full);
    assertThat(sent.returned()).isSameAs(full);
    assertThat(settled).isEmpty();
    assertThat(inFlight.count()).isZero();
    assertThat(inFlight.takeFailed().events()).as("nothing was lost").isZero();
  }

  @Test
  void isLostWhereItFailsLater() {
    assertThat(sent.returned()).isNull();
    assertThat(inFlight.count()).isEqualTo(1);
    sent.onCompletion(null, new IOException("expired"));
    assertThat(settled).containsExactly(false);
    assertThat(inFlight.takeFailed().events()).isEqualTo(1);
  }

  @Test
  void mayBeAnsweredByTheProducersThreadBeforeTheProducerReturns() throws InterruptedException {
    Thread.ofPlatform().start(() -> sent.onCompletion(null, new IOException("refused"))).join();
    assertThat(sent.returned()).isNull();
    assertThat(settled).containsExactly(false);
    assertThat(inFlight.count()).isZero();
  }

  @Test
  void isKeptWhereItSucceeds() {
    assertThat(sent.returned()).isNull();
    sent.onCompletion(null, null);
    assertThat(settled).containsExactly(true);
    assertThat(inFlight.count()).isZero();
  }
}
