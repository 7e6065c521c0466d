package dev.parallax.comparator.diff;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.grpc.MessageJson;
import dev.parallax.recorder.raw.StreamType;
import dev.parallax.recorder.sanitize.Reduced;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares two streams message by message, as a list of documents: how many there are, then of each
 * its kind, its id and its content. When they came is no matter.
 */
final class StreamDiff {

  private static final String BODY = "body";

  /** Where fields stand that can't be read, or not be written as JSON. */
  private static final String UNREADABLE = "message unreadable-fields /*";

  private final Side base;
  private final Side other;
  private final boolean oneKey;
  private final MessageJson messages;
  private final Differences out;
  private final List<Item> left;
  private final List<Item> right;

  /**
   * A message as it is compared.
   *
   * @param content null where length and digest are all that is known of it
   * @param whole whether it lacks nothing of the message
   */
  private record Item(StreamMessage message, @Nullable Json content, boolean whole) {

    static Item opaque(StreamMessage message) {
      return new Item(message, null, false);
    }

    String kind() {
      return message.getKind();
    }

    String id() {
      return message.getId();
    }

    /** As items of lists are paired: one that is opaque is equal to those with its digest. */
    Json paired(boolean byDigest) {
      if (content != null) {
        return content;
      }
      byte[] digest = message.getDigest().toByteArray();
      return new Json.Str(byDigest ? '\0' + HexFormat.of().formatHex(digest) : "\0");
    }

    String shown() {
      return content instanceof Json.Str text
          ? text.value()
          : content == null
              ? message.getLength() + " bytes"
              : content.type() + " of " + message.getLength() + " bytes";
    }
  }

  /**
   * @param oneKey both were sanitised with one key, so that digests can be compared
   * @param messages which of gRPC can be read
   */
  StreamDiff(Side base, Side other, boolean oneKey, MessageJson messages, Differences out) {
    this.base = base;
    this.other = other;
    this.oneKey = oneKey;
    this.messages = messages;
    this.out = out;
    this.left = sent(base);
    this.right = sent(other);
  }

  void compare() {
    boolean leftCut = body(base).getTruncated();
    boolean rightCut = body(other).getTruncated();
    // Of a stream that is cut short, so many messages are sure.
    if ((left.size() < right.size() && !leftCut) || (left.size() > right.size() && !rightCut)) {
      out.add(Kind.LENGTH, BODY, left.size() + " messages", right.size() + " messages");
    }
    JsonDiff json = new JsonDiff(base, other, out);
    JsonDiff.Pairs todo = (path, was, is) -> pair(json, path, was, is);
    if (leftCut || rightCut) {
      int shared = Math.min(left.size(), right.size());
      JsonDiff.each(Path.root(), Alignment.byPosition(shared), todo);
    } else {
      json.align(Path.root(), paired(left), paired(right), todo);
    }
  }

  private List<Json> paired(List<Item> items) {
    return items.stream().map(item -> item.paired(oneKey)).toList();
  }

  private void pair(JsonDiff json, Path path, int was, int is) {
    if (is < 0) {
      out.add(Kind.MISSING, path.location(), path.pointer(), left.get(was).shown(), "absent");
    } else if (was < 0) {
      out.add(Kind.EXTRA, path.location(), path.pointer(), "absent", right.get(is).shown());
    } else {
      Item item = left.get(was);
      Item that = right.get(is);
      kind(path, was, is);
      id(path, was, is);
      if (item.content() == null || that.content() == null) {
        opaque(path, item, that);
      } else {
        json.compare(path, item.content(), that.content());
        unreadable(path, item, that, item.content().sameAs(that.content()));
      }
    }
  }

  /** Of gRPC it is known with a descriptor only. */
  private void kind(Path path, int at, int otherAt) {
    String was = left.get(at).kind();
    String is = right.get(otherAt).kind();
    if (was.equals(is) || was.isEmpty() || is.isEmpty()) {
      return;
    }
    String location = "message kind /*";
    if (!base.masks().hidesKind(at) && !other.masks().hidesKind(otherAt)) {
      out.add(Kind.VALUE, location, path.pointer(), was, is);
    } else if (!Side.sameLengthClass(was, is)) {
      out.add(Kind.LENGTH, location, path.pointer(), was, is);
    }
  }

  private void id(Path path, int at, int otherAt) {
    String was = left.get(at).id();
    String is = right.get(otherAt).id();
    if (was.equals(is)) {
      return;
    }
    String location = "message id /*";
    if (was.isEmpty() || is.isEmpty()) {
      Kind kind = was.isEmpty() ? Kind.EXTRA : Kind.MISSING;
      out.add(kind, location, path.pointer(), or(was, "absent"), or(is, "absent"));
    } else if (base.masks().hidesId(at) || other.masks().hidesId(otherAt)) {
      if (!Side.sameLengthClass(was, is)) {
        out.add(Kind.LENGTH, location, path.pointer(), was, is);
      }
    } else if (!base.isSameTick(was, other, is)) {
      out.add(Kind.VALUE, location, path.pointer(), was, is);
    }
  }

  private void opaque(Path path, Item item, Item that) {
    StreamMessage was = item.message();
    StreamMessage is = that.message();
    if (was.getDigest().equals(is.getDigest())) {
      return;
    }
    if (oneKey) {
      out.add(Kind.VALUE, path.location(), path.pointer(), item.shown(), that.shown());
    } else if ((was.getLength() == 0) != (is.getLength() == 0)) {
      out.add(Kind.LENGTH, path.location(), path.pointer(), item.shown(), that.shown());
    } else {
      out.notCompared("without messages of its body, digests made with another key");
    }
  }

  /**
   * Fields that the type does not have, or that can't be read. Where nothing else differs, another
   * digest is theirs, or that of the same fields in another order.
   *
   * @param same whether all fields are that it has
   */
  private void unreadable(Path path, Item item, Item that, boolean same) {
    if ((item.whole() && that.whole())
        || item.message().getDigest().equals(that.message().getDigest())) {
      return;
    }
    if (oneKey && item.whole() != that.whole()) {
      out.add(
          item.whole() ? Kind.EXTRA : Kind.MISSING,
          UNREADABLE,
          path.pointer(),
          item.whole() ? "absent" : "present",
          that.whole() ? "absent" : "present");
    } else if (oneKey && same) {
      out.add(Kind.VALUE, UNREADABLE, path.pointer(), "present", "others");
    } else {
      out.notCompared("without fields of its messages that can't be read");
    }
  }

  private Item item(StreamMessage message, boolean grpc) {
    boolean reduced = Reduced.is(message);
    if (reduced && message.getContent().isEmpty()) {
      return Item.opaque(message);
    }
    if (grpc) {
      return messages
          .write(message.getKind(), message.getContent())
          .map(written -> read(message, written, reduced))
          .orElseGet(() -> Item.opaque(message));
    }
    Json json = JsonText.parse(message.getContent(), false);
    return new Item(
        message, json == null ? new Json.Str(message.getContent().toStringUtf8()) : json, !reduced);
  }

  private static Item read(StreamMessage message, MessageJson.Written written, boolean reduced) {
    Json json = JsonText.parse(ByteString.copyFromUtf8(written.json()), false);
    return new Item(message, json, written.whole() && !reduced);
  }

  private static String or(String text, String absent) {
    return text.isEmpty() ? absent : text;
  }

  private static Body body(Side side) {
    return side.response().getBody();
  }

  private List<Item> sent(Side side) {
    boolean grpc = StreamType.isGrpc(body(side).getContentType());
    return body(side).getMessagesList().stream()
        .filter(message -> !message.getFromClient())
        .map(message -> item(message, grpc))
        .toList();
  }
}
