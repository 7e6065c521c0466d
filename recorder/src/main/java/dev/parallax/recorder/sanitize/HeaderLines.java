package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Header;
import dev.parallax.proto.Leaf;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.recent.Recent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Header lines as they were sanitised before, for one side and place: most lines come again as they
 * are. Only for recorded traffic, as {@link Remembered}.
 */
final class HeaderLines {

  private static final int MAX_LINES = 512;

  /** A cookie or a web token is worth it, once for each of its requests. */
  private static final int MAX_CHARS = 1024;

  private final Recent<RawHeader, Line> recent = new Recent<>(MAX_LINES);

  /** A line as it may be recorded, and the leaves that it left. */
  record Line(Header header, List<Leaf> leaves) {

    Line {
      leaves = List.copyOf(leaves);
      // Written many times: as bytes from the start, and measured once.
      var _ = header.getNameBytes();
      var _ = header.getValueBytes();
      var _ = header.getSerializedSize();
    }
  }

  @Nullable Line find(RawHeader header) {
    return recent.find(header);
  }

  void put(RawHeader header, Line line) {
    if (header.name().length() + header.value().length() <= MAX_CHARS) {
      recent.put(header, line);
    }
  }
}
