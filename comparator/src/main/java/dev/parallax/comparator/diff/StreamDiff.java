package dev.parallax.comparator.diff;

import dev.parallax.proto.Body;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.StreamMessage;
import java.util.HexFormat;
import java.util.List;

/**
 * Compares two streams message by message, as a list of documents: how many there are, then of each
 * its kind, its id and its content. When they came is no matter.
 */
final class StreamDiff {

  private static final String BODY = "body";

  private final Side base;
  private final Side other;
  private final boolean oneKey;
  private final Differences out;
  private final List<StreamMessage> left;
  private final List<StreamMessage> right;

  /**
   * @param oneKey both were sanitised with one key, so that digests can be compared
   */
  StreamDiff(Side base, Side other, boolean oneKey, Differences out) {
    this.base = base;
    this.other = other;
    this.oneKey = oneKey;
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
    List<Json> items = left.stream().map(this::content).toList();
    List<Json> others = right.stream().map(this::content).toList();
    JsonDiff.Pairs todo = (path, was, is) -> pair(json, path, was, is, items, others);
    if (leftCut || rightCut) {
      int shared = Math.min(left.size(), right.size());
      JsonDiff.each(Path.root(), Alignment.byPosition(shared), todo);
    } else {
      json.align(Path.root(), items, others, todo);
    }
  }

  private void pair(
      JsonDiff json, Path path, int was, int is, List<Json> items, List<Json> others) {
    if (is < 0) {
      out.add(Kind.MISSING, path.location(), path.pointer(), shown(left.get(was)), "absent");
    } else if (was < 0) {
      out.add(Kind.EXTRA, path.location(), path.pointer(), "absent", shown(right.get(is)));
    } else {
      kind(path, left.get(was).getKind(), right.get(is).getKind());
      id(path, was, is);
      if (isReduced(left.get(was)) || isReduced(right.get(is))) {
        reduced(path, left.get(was), right.get(is));
      } else {
        json.compare(path, items.get(was), others.get(is));
      }
    }
  }

  /** Of gRPC it is known with a descriptor only. */
  private void kind(Path path, String was, String is) {
    if (!was.equals(is) && !was.isEmpty() && !is.isEmpty()) {
      out.add(Kind.VALUE, "message kind /*", path.pointer(), was, is);
    }
  }

  private void id(Path path, int at, int otherAt) {
    String was = left.get(at).getId();
    String is = right.get(otherAt).getId();
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
    } else if (!Clock.sameTick(was, base.sentAtNanos(), is, other.sentAtNanos())) {
      out.add(Kind.VALUE, location, path.pointer(), was, is);
    }
  }

  private void reduced(Path path, StreamMessage was, StreamMessage is) {
    if (was.getDigest().equals(is.getDigest())) {
      return;
    }
    if (oneKey) {
      out.add(Kind.VALUE, path.location(), path.pointer(), shown(was), shown(is));
    } else if ((was.getLength() == 0) != (is.getLength() == 0)) {
      out.add(Kind.LENGTH, path.location(), path.pointer(), shown(was), shown(is));
    } else {
      out.notCompared("without messages of its body, digests made with another key");
    }
  }

  /** As items of lists are paired; one that is reduced is equal to those with its digest. */
  private Json content(StreamMessage message) {
    if (isReduced(message)) {
      byte[] digest = message.getDigest().toByteArray();
      return new Json.Str(oneKey ? '\0' + HexFormat.of().formatHex(digest) : "\0");
    }
    Json json = JsonText.parse(message.getContent(), false);
    return json == null ? new Json.Str(message.getContent().toStringUtf8()) : json;
  }

  private static boolean isReduced(StreamMessage message) {
    return message.getContent().isEmpty() && message.getLength() > 0;
  }

  private static String shown(StreamMessage message) {
    return message.getContent().isEmpty()
        ? message.getLength() + " bytes"
        : message.getContent().toStringUtf8();
  }

  private static String or(String text, String absent) {
    return text.isEmpty() ? absent : text;
  }

  private static Body body(Side side) {
    return side.response().getBody();
  }

  private static List<StreamMessage> sent(Side side) {
    return body(side).getMessagesList().stream()
        .filter(message -> !message.getFromClient())
        .toList();
  }
}
