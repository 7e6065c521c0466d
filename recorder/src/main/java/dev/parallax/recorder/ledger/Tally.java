package dev.parallax.recorder.ledger;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger.Count;
import dev.parallax.recorder.ledger.Ledger.Row;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a recorder knows at this moment of all exchanges, without their endpoints: how many began,
 * were seen, and had which fate; and how much of that the log has been told. In a file that is
 * mapped into memory, it survives the process, however that ends: a later one tells the log the
 * rest, see {@link LeftTally}. The layout is that of {@link TallyFormat}.
 *
 * <p>Any thread; to count is an addition in memory. Whether the file survives the machine is not
 * known.
 */
public final class Tally {

  private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment map;
  private final @Nullable Path file;

  private Tally(MemorySegment map, @Nullable Path file) {
    this.map = map;
    this.file = file;
  }

  /** One that ends with the process. */
  public static Tally inMemory() {
    return new Tally(MemorySegment.ofArray(new long[TallyFormat.BYTES / Long.BYTES]), null);
  }

  /**
   * One in a new file.
   *
   * @param file must not exist
   * @throws IOException if it can't be made, or has no room for the names
   */
  static Tally create(Path file, String service, String recorder, Instant start)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      // Written, not only mapped: on a full disk this fails, and storing into a map would kill.
      var _ = channel.write(TallyFormat.begun(service, recorder, TallyFormat.nanos(start)));
      return new Tally(
          channel.map(FileChannel.MapMode.READ_WRITE, 0, TallyFormat.BYTES, Arena.ofAuto()), file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** An exchange has begun; {@link #see} follows, unless the process ends. */
  public void begin() {
    add(TallyFormat.BEGUN, 1);
  }

  /** An exchange has ended, or will not be looked at any more; its fate follows. */
  public void see() {
    add(TallyFormat.SEEN, 1);
  }

  /** How many were seen so far. */
  public long seen() {
    return get(TallyFormat.SEEN);
  }

  /** So many more, or fewer, were given to the log that has not told what became of them. */
  public void unheard(int more) {
    add(TallyFormat.UNHEARD, more);
  }

  void add(Fate fate, long exchanges, long bytes) {
    add(TallyFormat.exchanges(TallyFormat.TOTALS, fate), exchanges);
    add(TallyFormat.bytes(TallyFormat.TOTALS, fate), bytes);
  }

  /** It is so late by now. */
  public void at(Instant now) {
    set(TallyFormat.AT, TallyFormat.nanos(now));
  }

  /** The log holds that; on one thread. */
  void written(long nextSequence, long fromNanos, Map<Row, Count> reported) {
    long current = get(TallyFormat.CURRENT);
    long next = current == TallyFormat.TOLD_A ? TallyFormat.TOLD_B : TallyFormat.TOLD_A;
    long[] exchanges = new long[TallyFormat.FATES];
    long[] bytes = new long[TallyFormat.FATES];
    reported.forEach(
        (row, count) -> {
          exchanges[row.fate().getNumber()] += count.exchanges();
          bytes[row.fate().getNumber()] += count.bytes();
        });
    set(next + TallyFormat.SEQUENCE, nextSequence);
    set(next + TallyFormat.FROM, fromNanos);
    for (Fate fate : TallyFormat.fates()) {
      set(TallyFormat.exchanges(next + TallyFormat.COUNTS, fate), exchanges[fate.getNumber()]);
      set(TallyFormat.bytes(next + TallyFormat.COUNTS, fate), bytes[fate.getNumber()]);
    }
    // Last: whoever reads it sees the one or the other, each as a whole.
    LONGS.setVolatile(map, TallyFormat.CURRENT, next);
    at(fromNanos);
  }

  private void at(long nanos) {
    set(TallyFormat.AT, nanos);
  }

  /** Nobody needs to tell more of this recorder; what is counted from here on survives nothing. */
  void delete() {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // Told again then, under the same number.
      }
    }
  }

  private void add(long offset, long more) {
    if (more != 0) {
      long _ = (long) LONGS.getAndAdd(map, offset, more);
    }
  }

  private long get(long offset) {
    return (long) LONGS.getVolatile(map, offset);
  }

  private void set(long offset, long value) {
    LONGS.setOpaque(map, offset, value);
  }
}
