package dev.parallax.recorder.log.spool;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.LateRecords;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventRefusedException;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.Position;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log as in a cluster that answers, is silent, gives up or can't be reached, as it is told. */
final class FarLog implements EventLog {

  enum Mood {
    ANSWERS,
    /** Takes events, and says nothing of them until it answers again. */
    SILENT,
    /** Takes events, and loses them. */
    LOSES,
    /** Takes none. */
    AWAY
  }

  private record Taken(MessageLite event, Receipt receipt) {}

  private final List<Taken> waiting = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private String tooLarge = "none";
  private String poison = "none";
  private Mood mood = Mood.ANSWERS;
  private boolean closed;

  /** By partition: where it keeps what it keeps, if it says so. */
  private long @Nullable [] ends;

  private final Map<String, List<Position>> positions = new HashMap<>();
  private final List<LateRecords> told = new ArrayList<>();

  @Override
  public void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
    Taken taken = new Taken(event.event(), receipt);
    synchronized (this) {
      if (mood == Mood.AWAY) {
        throw new LogAwayException("nobody is there", null);
      }
      if (Ids.of(event.event()).equals(tooLarge)) {
        throw new EventRefusedException("too large");
      }
      if (mood == Mood.SILENT) {
        waiting.add(taken);
        return;
      }
    }
    settle(taken);
  }

  private void settle(Taken taken) {
    boolean refused;
    boolean keeps;
    Position at = null;
    synchronized (this) {
      refused = Ids.of(taken.event()).equals(poison);
      keeps = mood == Mood.ANSWERS;
      if (keeps && taken.event() instanceof LateRecords late) {
        told.add(late);
      } else if (keeps && !refused) {
        kept.add(Ids.of(taken.event()));
        at = position(Ids.of(taken.event()));
      }
    }
    if (refused) {
      taken.receipt().refused();
    } else if (at != null) {
      taken.receipt().kept(at);
    } else {
      taken.receipt().settled(keeps);
    }
  }

  /** From now on; what waits is settled by it. */
  void is(Mood next) {
    List<Taken> settled;
    synchronized (this) {
      mood = next;
      if (next == Mood.SILENT || next == Mood.AWAY) {
        return;
      }
      settled = List.copyOf(waiting);
      waiting.clear();
    }
    settled.forEach(this::settle);
  }

  /** Of others, too, are the records that it keeps, some between those of this one. */
  private @Nullable Position position(String id) {
    long[] known = ends;
    if (known == null) {
      return null;
    }
    int partition = Math.floorMod(id.hashCode(), known.length);
    known[partition] += 1 + known[partition] % 3;
    Position at = new Position(partition, known[partition]);
    positions.computeIfAbsent(id, _ -> new ArrayList<>()).add(at);
    return at;
  }

  /** Says from now on where it keeps events. */
  synchronized void partitions(int count) {
    ends = new long[count];
  }

  /** Where it keeps an event, and its copies. */
  synchronized List<Position> positions(String id) {
    return List.copyOf(positions.getOrDefault(id, List.of()));
  }

  /** What it was told of late records. */
  synchronized List<LateRecords> told() {
    return List.copyOf(told);
  }

  /** Can't be appended. */
  synchronized void tooLarge(String id) {
    tooLarge = id;
  }

  /** Is taken, and refused by the cluster. */
  synchronized void poison(String id) {
    poison = id;
  }

  synchronized List<String> kept() {
    return List.copyOf(kept);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void flush() throws IOException {
    if (!waiting.isEmpty()) {
      throw new LogAwayException("is behind", null);
    }
  }

  @Override
  public void tend() {}

  @Override
  public void close() {
    List<Taken> dropped;
    synchronized (this) {
      closed = true;
      mood = Mood.LOSES;
      dropped = List.copyOf(waiting);
      waiting.clear();
    }
    dropped.forEach(this::settle);
  }
}
