package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.SessionLink;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.send.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whole runs at {@code max}, where nothing but the order of sessions holds an exchange back, at a
 * leg that answers after a random time: it must never be asked for something before it has answered
 * what had completed before that in production.
 */
@Timeout(120)
final class HappensBeforeIT {

  /** {@code -Dparallax.exchanges=100000} takes about twenty seconds. */
  private static final int EXCHANGES = Integer.getInteger("parallax.exchanges", 10_000);

  private static final int PER_SESSION = 20;
  private static final int MAX_DELAY_MILLIS = 8;

  private final RandomGenerator random = new SplittableRandom(11);
  private final List<Exchange> recorded = recording();
  private final int[][] before = before();

  // Confined to the leg's event loop.
  private final boolean[] answered = new boolean[EXCHANGES];
  private final int[] underWay = new int[EXCHANGES / PER_SESSION];
  private long violations;
  private long overlaps;

  @Test
  void asksForNothingBeforeWhatHadCompletedIsAnswered() throws Exception {
    RunFinished finished;
    try (StagingServer leg = new StagingServer(new HttpServerOptions(), this::answer)) {
      finished =
          Runs.replay(
              Runs.paced(
                  Runs.examples(1, leg.uri(), null),
                  new Speed.Max(),
                  new Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 128, 1024)),
              RecordedEvents.of(inLogsOrder()),
              Runs.sanitiser(),
              new Unkept(),
              ProgressListener.none());
    }

    assertThat(finished.getExchanges()).isEqualTo(EXCHANGES);
    assertThat(answered).doesNotContain(false);
    assertThat(violations).isZero();
    // What overlapped in production still does: else any queue would do.
    assertThat(overlaps).isGreaterThan(EXCHANGES / 20);
  }

  private void answer(HttpServerRequest request) {
    int exchange = Integer.parseInt(Objects.requireNonNull(request.path()).substring(1));
    for (int earlier : before[exchange]) {
      violations += answered[earlier] ? 0 : 1;
    }
    int session = exchange / PER_SESSION;
    overlaps += underWay[session] > 0 ? 1 : 0;
    underWay[session]++;
    Runnable answer =
        () -> {
          answered[exchange] = true;
          underWay[session]--;
          var _ = request.response().end();
        };
    int delayMillis = random.nextInt(MAX_DELAY_MILLIS + 1);
    if (delayMillis == 0) {
      answer.run();
    } else {
      Objects.requireNonNull(Vertx.currentContext())
          .owner()
          .setTimer(delayMillis, _ -> answer.run());
    }
  }

  /** That of completion. */
  private List<Exchange> inLogsOrder() {
    return recorded.stream().sorted(Comparator.comparingLong(HappensBeforeIT::endNanos)).toList();
  }

  /** What had completed when each began, of its session. */
  private int[][] before() {
    int[][] before = new int[EXCHANGES][];
    for (int i = 0; i < EXCHANGES; i++) {
      int session = i / PER_SESSION * PER_SESSION;
      long startNanos = recorded.get(i).getStartedAtNanos();
      before[i] =
          IntStream.range(session, session + PER_SESSION)
              .filter(other -> endNanos(recorded.get(other)) <= startNanos)
              .toArray();
    }
    return before;
  }

  private static long endNanos(Exchange exchange) {
    return exchange.getStartedAtNanos() + exchange.getTimings().getLastByteNanos();
  }

  /** By session, which have many pauses and overlaps; in the middle of each its name changes. */
  private List<Exchange> recording() {
    List<Exchange> all = new ArrayList<>();
    for (int session = 0; session < EXCHANGES / PER_SESSION; session++) {
      long beginMillis = random.nextLong(2L * EXCHANGES);
      long[] starts =
          random.longs(PER_SESSION, beginMillis, beginMillis + 1_000).sorted().toArray();
      String name = "s" + session;
      @Nullable Exchange login = null;
      for (int i = 0; i < PER_SESSION; i++) {
        boolean known = login != null && endNanos(login) <= nanos(starts[i]);
        String target = "/" + all.size();
        Exchange exchange =
            Recorded.exchange(
                "e" + all.size(),
                known ? name + "-known" : name,
                starts[i],
                1 + random.nextLong(150),
                Recorded.request("GET", target));
        if (i == PER_SESSION / 2) {
          exchange =
              exchange.toBuilder()
                  .addSessionLinks(SessionLink.newBuilder().setFrom(name).setTo(name + "-known"))
                  .build();
          login = exchange;
        }
        all.add(exchange);
      }
    }
    return all;
  }

  private static long nanos(long startMillis) {
    return Recorded.START_NANOS + startMillis * 1_000_000;
  }

  /** Takes all, and keeps nothing. */
  private static final class Unkept implements EventLog {
    private final List<Receipt> receipts = new ArrayList<>();

    @Override
    public void append(Sanitised<? extends MessageLite> event, Receipt receipt) {
      receipts.add(receipt);
    }

    @Override
    public void flush() {
      receipts.forEach(receipt -> receipt.settled(true));
      receipts.clear();
    }

    @Override
    public void close() {}
  }
}
