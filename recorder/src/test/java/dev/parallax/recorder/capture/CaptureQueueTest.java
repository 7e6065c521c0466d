package dev.parallax.recorder.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.raw.RawExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CaptureQueueTest {

  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final CaptureQueue queue = new CaptureQueue(budget);

  private boolean reserve(RawExchange exchange) {
    return budget.tryReserve(CaptureQueue.bodyBytes(exchange));
  }

  @Test
  void carriesInOrderAndGivesBackWhatWasReserved() {
    for (int i = 0; i < 10; i++) {
      RawExchange exchange = RawExchanges.get(i, 100 * i);
      assertThat(reserve(exchange)).isTrue();
      assertThat(queue.offer(exchange)).isEmpty();
    }
    for (int i = 0; i < 10; i++) {
      RawExchange exchange = Objects.requireNonNull(queue.poll(0));
      assertThat(exchange.request().target()).isEqualTo("/users/" + i);
      queue.done(exchange);
    }
    assertThat(queue.poll(0)).isNull();
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void boundsExchangesWithoutBodies() {
    int taken = 0;
    while (queue.offer(RawExchanges.failed(1)).isEmpty()) {
      taken++;
    }
    long each = RawExchanges.failed(1).heldBytes();
    assertThat(taken).isEqualTo((int) ((1 << 20) / each));
    assertThat(queue.offer(RawExchanges.failed(1))).hasValue(Fate.LOST_QUEUE_FULL);
    assertThat(budget.reservedBytes()).isEqualTo(taken * each);
  }

  @Test
  void givesBackTheReservationOfWhatItDrops() {
    assertThat(budget.tryReserve((1 << 20) - 600)).isTrue();
    RawExchange exchange = RawExchanges.get(1, 500);
    assertThat(reserve(exchange)).isTrue();
    assertThat(queue.offer(exchange)).hasValue(Fate.LOST_QUEUE_FULL);
    assertThat(budget.reservedBytes()).isEqualTo((1 << 20) - 600);
  }

  @Test
  void refusesOnceClosedButKeepsWhatItHas() {
    assertThat(queue.offer(RawExchanges.failed(1))).isEmpty();
    queue.close();
    assertThat(queue.offer(RawExchanges.failed(2))).hasValue(Fate.LOST_AT_SHUTDOWN);
    assertThat(queue.poll(HOUR_NANOS)).isNotNull();
    assertThat(queue.poll(HOUR_NANOS)).isNull();
  }

  @Test
  void wakesAWaitingConsumer() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      for (int i = 0; i < 200; i++) {
        Future<Boolean> consumer = pool.submit(() -> pollUntilSome() != null);
        assertThat(queue.offer(RawExchanges.failed(i))).isEmpty();
        assertThat(consumer.get()).isTrue();
      }
      Future<Boolean> consumer = pool.submit(() -> queue.poll(HOUR_NANOS) == null);
      queue.close();
      assertThat(consumer.get()).isTrue();
    }
  }

  @Test
  void accountsForEachExchangeWhenTheEndComesInBetween() throws Exception {
    for (int round = 0; round < 50; round++) {
      ByteBudget bytes = new ByteBudget(Long.MAX_VALUE / 2);
      CaptureQueue raced = new CaptureQueue(bytes);
      AtomicInteger lost = new AtomicInteger();
      AtomicInteger leftOver = new AtomicInteger();
      int threads = 4;
      int each = 200;
      try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
        List<Future<?>> producers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
          int first = thread * each;
          producers.add(
              pool.submit(
                  () -> {
                    for (int i = 0; i < each; i++) {
                      raced
                          .offer(RawExchanges.failed(first + i))
                          .ifPresent(_ -> lost.incrementAndGet());
                    }
                  }));
        }
        raced.end(_ -> leftOver.incrementAndGet());
        for (Future<?> producer : producers) {
          producer.get();
        }
      }
      assertThat(lost.get() + leftOver.get()).isEqualTo(threads * each);
      assertThat(bytes.reservedBytes()).isZero();
    }
  }

  /** Parking may end early: then there is more to wait for. */
  private RawExchange pollUntilSome() {
    RawExchange exchange = queue.poll(HOUR_NANOS);
    while (exchange == null) {
      exchange = queue.poll(HOUR_NANOS);
    }
    return exchange;
  }
}
