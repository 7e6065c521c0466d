package dev.parallax.recorder.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.proto.LedgerEntry.Fate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where in a {@link Tally} its numbers stand: 64 bits each, in the machine's order of bytes, since
 * the file never leaves the machine.
 *
 * <p>What the log was told stands twice, and {@link #CURRENT} says which of the two holds: so a
 * process that is killed while it changes them leaves the earlier ones.
 */
final class TallyFormat {

  /** For each fate's number, a place; fates to come have room. */
  static final int FATES = 32;

  static final int BYTES = 4_096;

  static final long MAGIC = 0x504C_5854_414C_4C31L;
  static final long BEGUN = 8;
  static final long SEEN = 16;
  static final long UNHEARD = 24;

  /** When anything was last known to be so, since the Unix epoch. */
  static final long AT = 32;

  /** {@link #TOLD_A} or {@link #TOLD_B}. */
  static final long CURRENT = 40;

  private static final long COUNTS_BYTES = 2L * FATES * Long.BYTES;

  static final long TOTALS = 64;
  static final long TOLD_A = TOTALS + COUNTS_BYTES;

  /** Within what was told: the number of the next entry, the begin of its period, and counts. */
  static final long SEQUENCE = 0;

  static final long FROM = 8;
  static final long COUNTS = 16;

  static final long TOLD_B = TOLD_A + COUNTS + COUNTS_BYTES;

  /** Service and recorder, each its length and UTF-8. */
  static final int NAMES = (int) (TOLD_B + COUNTS + COUNTS_BYTES);

  private TallyFormat() {}

  static long exchanges(long counts, Fate fate) {
    return counts + (long) fate.getNumber() * Long.BYTES;
  }

  static long bytes(long counts, Fate fate) {
    return counts + (FATES + (long) fate.getNumber()) * Long.BYTES;
  }

  static List<Fate> fates() {
    return Stream.of(Fate.values())
        .filter(fate -> fate != Fate.FATE_UNSPECIFIED && fate != Fate.UNRECOGNIZED)
        .toList();
  }

  static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  /** All of a file that has counted nothing. */
  static ByteBuffer begun(String service, String recorder, long startNanos) throws IOException {
    byte[] first = service.getBytes(UTF_8);
    byte[] second = recorder.getBytes(UTF_8);
    int room = BYTES - NAMES - 2 * Integer.BYTES;
    if (first.length + second.length > room) {
      throw new IOException(
          "names of service and instance: %d bytes (expected: at most %d)"
              .formatted(first.length + second.length, room));
    }
    ByteBuffer file = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
    file.putLong(0, MAGIC).putLong((int) AT, startNanos).putLong((int) CURRENT, TOLD_A);
    file.putLong((int) (TOLD_A + SEQUENCE), 1).putLong((int) (TOLD_A + FROM), startNanos);
    file.position(NAMES).putInt(first.length).put(first).putInt(second.length).put(second);
    return file.rewind();
  }
}
