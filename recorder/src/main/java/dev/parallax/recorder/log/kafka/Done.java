package dev.parallax.recorder.log.kafka;

import java.util.Base64;
import java.util.BitSet;

/**
 * Which records of one partition are done: all before {@code offset}, and some beyond. It is what
 * is committed, the latter in the commit's metadata, so that work which was done out of order is
 * not done again.
 *
 * @param offset of the first record that is not done
 * @param beyond bit i: the record at {@code offset + i} is done
 * @param exchanges done so far, in this partition
 * @param outcomes of those
 */
public record Done(long offset, BitSet beyond, long exchanges, long outcomes) {

  /** Kafka takes 4,096 characters unless told otherwise; base64 makes 4 of 3 bytes. */
  static final int MAX_BITS = 2_900 * 8;

  private static final String VERSION = "1";

  public Done {
    beyond = (BitSet) beyond.clone();
  }

  public static Done before(long offset) {
    return new Done(offset, new BitSet(), 0, 0);
  }

  public boolean isDone(long record) {
    return record < offset
        || (record - offset <= Integer.MAX_VALUE && beyond.get((int) (record - offset)));
  }

  /** What is beyond the reach of the metadata is left out: it is done twice in the worst case. */
  String metadata() {
    return metadata(MAX_BITS);
  }

  String metadata(int maxBits) {
    return String.join(
        ";", VERSION, Long.toString(exchanges), Long.toString(outcomes), bits(maxBits));
  }

  /** Which of the next so many are done, in base64. */
  String bits(int maxBits) {
    return Base64.getEncoder().encodeToString(beyond.get(0, maxBits).toByteArray());
  }

  /** What {@link #bits} tells; nothing counted. */
  static Done ofBits(long offset, String bits) {
    return of(offset, String.join(";", VERSION, "0", "0", bits));
  }

  /** Metadata of another version, or of nobody's, says nothing beyond the offset. */
  static Done of(long offset, String metadata) {
    String[] parts = metadata.split(";", -1);
    if (parts.length != 4 || !parts[0].equals(VERSION)) {
      return before(offset);
    }
    try {
      return new Done(
          offset,
          BitSet.valueOf(Base64.getDecoder().decode(parts[3])),
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]));
    } catch (IllegalArgumentException foreign) {
      return before(offset);
    }
  }
}
