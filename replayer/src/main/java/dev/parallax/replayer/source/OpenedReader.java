package dev.parallax.replayer.source;

import dev.parallax.proto.Event;
import dev.parallax.recorder.log.DerivedReader;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.kafka.PartitionProgress;
import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the progress of each partition which exchanges were read, each once, and passes over those
 * that are done already, unless they are asked for, too. Confined to one thread.
 */
public final class OpenedReader implements DerivedReader {

  private final EventReader reader;
  private final Map<Integer, PartitionProgress> progress;
  private final BooleanSupplier over;
  private final boolean all;
  private final RecentIds ids = new RecentIds();

  /**
   * @param reader of exchanges only; closed by this
   * @param over whether nothing is left to do: then it ends, however much there is to read
   * @param all whether also what is done already is given
   */
  public OpenedReader(
      EventReader reader,
      Map<Integer, PartitionProgress> progress,
      BooleanSupplier over,
      boolean all) {
    this.reader = reader;
    this.progress = progress;
    this.over = over;
    this.all = all;
  }

  @Override
  public @Nullable Event next() throws IOException {
    while (true) {
      Event event = over.getAsBoolean() ? null : reader.next();
      if (event == null || (ids.isNew(event.getExchange().getId()) && (isOpen() || all))) {
        return event;
      }
    }
  }

  private boolean isOpen() {
    return reader
        .position()
        .map(
            at -> {
              PartitionProgress of = progress.get(at.partition());
              return of == null || of.read(at.offset());
            })
        .orElse(true);
  }

  @Override
  public EventReader origin() {
    return reader;
  }
}
