package dev.parallax.recorder.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@link Tally} of a process that ended without its last entry in the log.
 *
 * @param closing the entry which it still owes: what no entry that it knew to be written had told,
 *     unclassified, and as lost in the crash what was seen and had no fate yet. It has the number
 *     of the one that may be in the log unheard, and counts at least as much.
 */
public record LeftTally(Path file, LedgerEntry closing) {

  /**
   * Reads a file.
   *
   * @param id of the entry
   * @return empty for a file that is no tally, or that nothing was written to
   */
  public static Optional<LeftTally> read(Path file, String id) throws IOException {
    if (Files.size(file) != TallyFormat.BYTES) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    long told = get(bytes, TallyFormat.CURRENT);
    boolean whole =
        bytes.getLong(0) == TallyFormat.MAGIC
            && (told == TallyFormat.TOLD_A || told == TallyFormat.TOLD_B);
    try {
      return whole ? Optional.of(new LeftTally(file, closing(bytes, told, id))) : Optional.empty();
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static LedgerEntry closing(ByteBuffer bytes, long told, String id) {
    long from = get(bytes, told + TallyFormat.FROM);
    bytes.position(TallyFormat.NAMES);
    LedgerEntry.Builder entry =
        LedgerEntry.newBuilder()
            .setId(id)
            .setService(name(bytes))
            .setRecorder(name(bytes))
            .setSequence(get(bytes, told + TallyFormat.SEQUENCE))
            .setFromNanos(from)
            .setToNanos(Math.max(from, get(bytes, TallyFormat.AT)))
            .setLast(true)
            .setKilled(true);
    long settled = 0;
    for (Fate fate : TallyFormat.fates()) {
      long all = get(bytes, TallyFormat.exchanges(TallyFormat.TOTALS, fate));
      settled += all;
      add(
          entry,
          fate,
          all - get(bytes, TallyFormat.exchanges(told + TallyFormat.COUNTS, fate)),
          get(bytes, TallyFormat.bytes(TallyFormat.TOTALS, fate))
              - get(bytes, TallyFormat.bytes(told + TallyFormat.COUNTS, fate)));
    }
    long seen = get(bytes, TallyFormat.SEEN);
    long lost = Math.max(0, seen - settled);
    add(entry, Fate.LOST_CRASH, lost, 0);
    return entry
        .setOpen(Math.max(0, get(bytes, TallyFormat.BEGUN) - seen))
        .setUnheard(Math.clamp(get(bytes, TallyFormat.UNHEARD), 0, lost))
        .build();
  }

  private static void add(LedgerEntry.Builder entry, Fate fate, long exchanges, long bytes) {
    if (exchanges != 0 || bytes != 0) {
      entry
          .addCountsBuilder()
          .setEndpoint(Ledger.UNCLASSIFIED)
          .setFate(fate)
          .setExchanges(exchanges)
          .setBytes(bytes);
    }
  }

  private static long get(ByteBuffer bytes, long offset) {
    return bytes.getLong((int) offset);
  }

  private static String name(ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] name = new byte[length];
    bytes.get(name);
    return new String(name, UTF_8);
  }
}
