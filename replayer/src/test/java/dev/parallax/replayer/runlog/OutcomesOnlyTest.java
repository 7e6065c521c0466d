package dev.parallax.replayer.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Event;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Events;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.recorder.sanitize.Sanitised;
import dev.parallax.replayer.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutcomesOnlyTest {

  private final Called called = new Called();
  private final OutcomesOnly log = new OutcomesOnly(called);

  @Test
  void leavesOutWhatTheLogHoldsAlreadyAndSaysThatItIsKept() throws IOException {
    List<Boolean> kept = new ArrayList<>();

    log.append(Harmless.reread(Events.wrap(Recorded.get("a", "/"))), kept::add);

    assertThat(kept).containsExactly(true);
    assertThat(called.calls).isEmpty();
  }

  @Test
  void passesAllElseOnWithItsReceipt() throws IOException {
    List<Boolean> kept = new ArrayList<>();
    Outcome outcome = Outcome.newBuilder().setAttempt(2).build();
    RunEvent run = RunEvent.newBuilder().setRunId("run-1").build();

    log.append(Harmless.reread(Events.wrap(outcome)), kept::add);
    log.append(Harmless.withoutResponse(outcome), kept::add);
    log.append(Harmless.run(run));
    log.flush();
    log.tend();
    log.close();

    assertThat(called.calls)
        .containsExactly(Events.wrap(outcome), outcome, run, "flush", "tend", "close");
    assertThat(kept).as("the log's to say").containsExactly(false, false);
  }

  /** Loses all that it is given. */
  private static final class Called implements EventLog {

    private final List<Object> calls = new ArrayList<>();

    @Override
    public void append(Sanitised<? extends MessageLite> event, Receipt receipt) {
      assertThat(event.event() instanceof Event whole && whole.hasExchange()).isFalse();
      calls.add(event.event());
      receipt.settled(false);
    }

    @Override
    public void flush() {
      calls.add("flush");
    }

    @Override
    public void tend() {
      calls.add("tend");
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
