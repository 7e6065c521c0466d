package dev.parallax.replayer;

import dev.parallax.proto.OffsetRange;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaLog;
import dev.parallax.recorder.log.kafka.Waits;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.runlog.RunEnd;
import java.io.IOException;
import java.util.function.Consumer;

/** Appends events of one run to the log, one at a time, each durable when its method returns. */
record RunJournal(KafkaEvents events, String runId, Consumer<String> warnings) {

  void append(RunEvent.Builder event) throws IOException {
    try (KafkaLog log = events.append(Waits.run(), warnings)) {
      log.append(
          Harmless.run(event.setRunId(runId).setAtNanos(RunClock.now().wallNanos()).build()));
      log.flush();
    }
  }

  /** For all who work on it: what was sent until now is all that a report will be made of. */
  RunFinished endEarly(RunEnd how) throws IOException {
    RunFinished.Builder early =
        RunFinished.newBuilder().setEndedEarlyBecause(how.because()).setEndedBy(how.by());
    events
        .outcomeEnds()
        .forEach(
            (partition, end) ->
                early.addOutcomeEnds(OffsetRange.newBuilder().setPartition(partition).setTo(end)));
    append(RunEvent.newBuilder().setFinished(early));
    return early.build();
  }
}
