package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Body;
import dev.parallax.proto.Leaf;
import dev.parallax.recorder.raw.RawBody;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whole bodies as they were sanitised before: a catalogue, a page or a script is answered many
 * times without a change. A body is kept once it comes for the second time, so that those that
 * never come again cost no more than a look; those asked for longest ago go first. Safe on any
 * thread.
 */
final class KnownBodies {

  /** Of all that is kept, as far as it can be counted. */
  private static final long MAX_BYTES = 4 << 20;

  /** So that no body drives out all the others. */
  private static final int MAX_BODY_BYTES = 256 << 10;

  /** About what an entry, a leaf and a coding take beside their bytes. */
  private static final int OBJECT_BYTES = 128;

  private static final int SEEN = 4096;

  /** Hashes of what was met, each in the one place it can have; guarded by this. */
  private final int[] seen = new int[SEEN];

  /** In the order in which they were asked for; guarded by this. */
  private final Map<Key, Known> known = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  /**
   * A body as it may be recorded, and the leaves that it left.
   *
   * @param bytes what it takes with its key, as if no leaf were shared: a hostile body's are not
   */
  record Known(Body body, List<Leaf> leaves, long bytes) {

    static Known of(Key key, Body body, List<Leaf> leaves) {
      long leafBytes = 0;
      for (Leaf leaf : leaves) {
        leafBytes +=
            OBJECT_BYTES + leaf.getSerializedSize() + (long) Integer.BYTES * leaf.getItemsCount();
      }
      // Measured here, and not each time that it is written.
      long bytes = (long) OBJECT_BYTES + key.bytes() + body.getSerializedSize() + leafBytes;
      return new Known(body, List.copyOf(leaves), bytes);
    }
  }

  /** All that the result depends on. */
  static final class Key {

    private final String side;
    private final MediaType type;
    private final List<String> codings;
    private final RawBody raw;
    private final int hash;

    private Key(String side, MediaType type, List<String> codings, RawBody raw) {
      this.side = side;
      this.type = type;
      this.codings = codings;
      this.raw = raw;
      hash = 31 * Arrays.hashCode(raw.content()) + side.hashCode();
    }

    private long bytes() {
      long bytes = (long) OBJECT_BYTES + raw.content().length;
      bytes += type.essence().length() + type.text().length() + type.charset().length();
      bytes += type.boundary().length();
      for (String coding : codings) {
        bytes += OBJECT_BYTES + coding.length();
      }
      return bytes;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && hash == that.hash
          && side.equals(that.side)
          && type.equals(that.type)
          && codings.equals(that.codings)
          && raw.length() == that.raw.length()
          && raw.truncated() == that.raw.truncated()
          && Arrays.equals(raw.content(), that.raw.content());
    }
  }

  /** What to look up, and to keep; null for what is never kept. */
  static @Nullable Key key(Scope scope, MediaType type, List<String> codings, RawBody raw) {
    boolean keep = scope.repeats() && raw.content().length <= MAX_BODY_BYTES;
    return keep ? new Key(scope.side(), type, codings, raw) : null;
  }

  synchronized @Nullable Known find(Key key) {
    return known.get(key);
  }

  /** To be found from now on, if it was met before. */
  synchronized void met(Key key, Body body, List<Leaf> leaves) {
    int place = key.hash & (SEEN - 1);
    if (seen[place] != key.hash) {
      seen[place] = key.hash;
      return;
    }
    Known entry = Known.of(key, body, leaves);
    Known before = known.put(key, entry);
    bytes += entry.bytes() - (before == null ? 0 : before.bytes());
    var eldest = known.values().iterator();
    while (bytes > MAX_BYTES) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }
}
