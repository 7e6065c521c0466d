package dev.parallax.comparator.diff;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.raw.StreamType;
import java.util.List;

/**
 * Server-sent events that were recorded as one text, before they were recorded one by one: read
 * from it, so that they can be compared with a list of events. When they came, and their digests,
 * are not known.
 */
final class EventText {

  private final Body.Builder events = Body.newBuilder().setExtent(Extent.EXTENT_MESSAGES);
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private String kind = "";
  private String id = "";

  private EventText() {}

  static boolean is(Body body) {
    boolean text =
        body.getExtent() == Extent.EXTENT_WHOLE || body.getExtent() == Extent.EXTENT_PREFIX;
    return text && StreamType.isEvents(body.getContentType());
  }

  /** The same body as a list of events. A last one without its empty line is none. */
  static Body read(Body body) {
    EventText text = new EventText();
    List<String> lines = body.getContent().toStringUtf8().lines().toList();
    lines.forEach(text::line);
    return text.events
        .setContentType(body.getContentType())
        .setLength(body.getLength())
        .setTruncated(body.getTruncated() || body.getExtent() == Extent.EXTENT_PREFIX)
        .build();
  }

  private void line(String line) {
    if (line.isEmpty()) {
      end();
      return;
    }
    int colon = line.indexOf(':');
    String name = colon < 0 ? line : line.substring(0, colon);
    String after = colon < 0 ? "" : line.substring(colon + 1);
    String value = after.startsWith(" ") ? after.substring(1) : after;
    switch (name) {
      case "data" -> {
        data.append(hasData ? "\n" : "").append(value);
        hasData = true;
      }
      case "event" -> kind = value;
      case "id" -> id = value;
      default -> {
        // A comment, retry, or what nobody knows.
      }
    }
  }

  private void end() {
    if (hasData) {
      ByteString content = ByteString.copyFromUtf8(data.toString());
      events.addMessages(
          StreamMessage.newBuilder()
              .setKind(kind.isEmpty() ? "message" : kind)
              .setId(id)
              .setContent(content)
              .setLength(content.size()));
      id = "";
    }
    data.setLength(0);
    hasData = false;
    kind = "";
  }
}
