package dev.parallax.recorder.log.kafka;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is done of all that the worker of one partition sends: of that partition, and of sessions in
 * others that are linked to some there. It is committed as one, with the partition's offset.
 *
 * @param own of the partition itself; its counts are those of all
 * @param linked of the others, by partition
 */
public record HomeDone(Done own, SortedMap<Integer, Done> linked) {

  /** Kafka takes no more, unless told otherwise. */
  private static final int MAX_CHARACTERS = 4_096;

  public HomeDone {
    linked = new TreeMap<>(linked);
  }

  /** Of one partition; null where nothing is known. */
  @Nullable Done of(int partition, int home) {
    return partition == home ? own : linked.get(partition);
  }

  /**
   * Where it is too much, less of what is done out of order is told, of each partition alike; and
   * of more partitions than that helps with, the last are left out: that is done twice.
   */
  String metadata() {
    int bits = Done.MAX_BITS;
    while (metadata(bits, linked).length() > MAX_CHARACTERS && bits > 0) {
      bits /= 2;
    }
    SortedMap<Integer, Done> told = linked;
    while (metadata(bits, told).length() > MAX_CHARACTERS) {
      told = told.headMap(told.lastKey());
    }
    return metadata(bits, told);
  }

  private String metadata(int maxBits, SortedMap<Integer, Done> told) {
    return own.metadata(maxBits)
        + told.entrySet().stream()
            .map(of -> linked(of.getKey(), of.getValue(), maxBits))
            .collect(Collectors.joining());
  }

  private static String linked(int partition, Done done, int maxBits) {
    return "|%d:%d:%s".formatted(partition, done.offset(), done.bits(maxBits));
  }

  /** As {@link Done#of}; a partition that is not told of in such words is left out. */
  static HomeDone of(long offset, String metadata) {
    String[] parts = metadata.split("\\|", -1);
    SortedMap<Integer, Done> linked = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] words = parts[i].split(":", -1);
      if (words.length == 3) {
        read(words[0], words[1], words[2], linked);
      }
    }
    return new HomeDone(Done.of(offset, parts[0]), linked);
  }

  private static void read(String partition, String offset, String bits, Map<Integer, Done> into) {
    try {
      into.put(Integer.valueOf(partition), Done.ofBits(Long.parseLong(offset), bits));
    } catch (NumberFormatException foreign) {
      // Says nothing.
    }
  }
}
