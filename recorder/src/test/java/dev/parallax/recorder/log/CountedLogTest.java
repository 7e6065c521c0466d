package dev.parallax.recorder.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Event;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountedLogTest {

  private static final Event EVENT = SampleEvents.ledger(1);

  private final Waiting waiting = new Waiting();
  private final CountedLog log = new CountedLog(waiting);

  @Test
  void countsWhatBecomesOfEachEvent() throws Exception {
    List<Boolean> told = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      log.append(Harmless.reread(EVENT), told::add);
    }
    assertThat(log.counts().unacknowledged()).isEqualTo(3);
    waiting.receipts.get(0).settled(true);
    waiting.receipts.get(1).settled(false);

    LogCounts counts = log.counts();

    assertThat(told).containsExactly(true, false);
    assertThat(counts.acknowledged()).isEqualTo(1);
    assertThat(counts.acknowledgedBytes()).isEqualTo(EVENT.getSerializedSize());
    assertThat(counts.acknowledgeNanos()).isPositive();
    assertThat(counts.lost()).isEqualTo(1);
    assertThat(counts.unacknowledged()).isEqualTo(1);
    assertThat(counts.stalledNanos()).isPositive();
    waiting.receipts.get(2).settled(true);
    assertThat(log.counts().unacknowledged()).isZero();
    assertThat(log.counts().stalledNanos()).isZero();
  }

  @Test
  void countsWhatIsNotTakenApart() {
    waiting.fault = Optional.of(new LogAwayException("away", new IOException()));
    assertThatIOException().isThrownBy(() -> log.append(Harmless.reread(EVENT)));
    assertThatIOException().isThrownBy(() -> log.append(Harmless.reread(EVENT)));
    waiting.fault = Optional.of(new IOException("too large"));
    assertThatIOException().isThrownBy(() -> log.append(Harmless.reread(EVENT)));

    assertThat(log.counts()).isEqualTo(new LogCounts(0, 0, 0, 0, 1, 2, 0, 0));
  }

  /** Takes all, and settles nothing by itself. */
  private static final class Waiting implements EventLog {

    private final List<Receipt> receipts = new ArrayList<>();
    private Optional<IOException> fault = Optional.empty();

    @Override
    public void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
      if (fault.isPresent()) {
        throw fault.get();
      }
      receipts.add(receipt);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
