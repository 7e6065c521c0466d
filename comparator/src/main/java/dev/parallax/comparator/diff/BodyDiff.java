package dev.parallax.comparator.diff;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.recorder.grpc.MessageJson;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares two bodies by what they are: JSON, messages of a stream, text or bytes. */
final class BodyDiff {

  private static final String BODY = "body";
  private static final String MASKED_TEXT =
      "without its text, which holds pseudonyms made with another key";

  private final Side base;
  private final Side other;
  private final Body left;
  private final Body right;
  private final boolean oneKey;
  private final MessageJson messages;
  private final Differences out;

  /**
   * @param oneKey both were sanitised with one key, so that digests can be compared
   * @param messages which of gRPC can be read
   */
  BodyDiff(Side base, Side other, boolean oneKey, MessageJson messages, Differences out) {
    this.base = base;
    this.other = other;
    this.left = base.response().getBody();
    this.right = other.response().getBody();
    this.oneKey = oneKey;
    this.messages = messages;
    this.out = out;
  }

  void compare() {
    boolean leftNone = left.getExtent() == Extent.EXTENT_NONE;
    boolean rightNone = right.getExtent() == Extent.EXTENT_NONE;
    if (leftNone || rightNone) {
      if (leftNone != rightNone) {
        out.add(leftNone ? Kind.EXTRA : Kind.MISSING, BODY, described(left), described(right));
      }
    } else if (isReduced(left) || isReduced(right)) {
      reduced();
    } else {
      if (inPart(left) || inPart(right)) {
        out.notCompared("only as far as both bodies go, for one is cut short");
      }
      contents();
    }
  }

  private void contents() {
    if (isStream(left) && isStream(right)) {
      new StreamDiff(base, other, oneKey, messages, out).compare();
      return;
    }
    if (left.getExtent() == right.getExtent() && left.getContent().equals(right.getContent())) {
      return;
    }
    if (isStream(left) != isStream(right)) {
      if (EventText.is(left) || EventText.is(right)) {
        eventsOfText();
      } else {
        out.add(Kind.TYPE, BODY, described(left), described(right));
      }
      return;
    }
    Json leftJson = json(left);
    Json rightJson = json(right);
    if (leftJson != null && rightJson != null) {
      new JsonDiff(base, other, out).compare(leftJson, rightJson);
    } else if (leftJson != null || rightJson != null) {
      out.add(
          Kind.TYPE,
          BODY,
          (leftJson == null ? "not JSON, " : "JSON, ") + described(left),
          (rightJson == null ? "not JSON, " : "JSON, ") + described(right));
    } else if (isText(left) && isText(right)) {
      Charset charset = charset();
      text(left.getContent().toString(charset), right.getContent().toString(charset));
    } else {
      bytes();
    }
  }

  /** One of them was recorded before events were recorded one by one. */
  private void eventsOfText() {
    Side text = EventText.is(left) ? base : other;
    if (text.masks().hidesAnyBody()) {
      out.notCompared(MASKED_TEXT);
      return;
    }
    new StreamDiff(asEvents(base), asEvents(other), oneKey, messages, out).compare();
  }

  private static Side asEvents(Side side) {
    Body body = side.response().getBody();
    return EventText.is(body)
        ? new Side(
            side.response().toBuilder().setBody(EventText.read(body)).build(),
            side.sentAtNanos(),
            side.dateNanos(),
            side.masks())
        : side;
  }

  /** Nothing but length and digest is known of at least one of them. */
  private void reduced() {
    if (!left.getDigest().isEmpty()
        && left.getDigest().equals(right.getDigest())
        && left.getTruncated() == right.getTruncated()) {
      return;
    }
    if (inPart(left) || inPart(right)) {
      out.notCompared("without its body, of which a part was reduced to a digest");
    } else if (!oneKey) {
      out.notCompared("without its body, a digest made with another key");
    } else if (isReduced(left) != isReduced(right)) {
      out.add(Kind.TYPE, BODY, described(left), described(right));
    } else if (!left.getContentCoding().equals(right.getContentCoding())) {
      out.notCompared("without its body, a digest in another content coding");
    } else {
      out.add(Kind.VALUE, BODY, described(left), described(right));
    }
  }

  private void text(String was, String is) {
    if (base.masks().hidesAnyBody() || other.masks().hidesAnyBody()) {
      out.notCompared(MASKED_TEXT);
      return;
    }
    List<String> lines = was.lines().toList();
    List<String> others = is.lines().toList();
    int shorter = Math.min(lines.size(), others.size());
    int line = 0;
    while (line < shorter && sameLine(lines.get(line), others.get(line))) {
      line++;
    }
    if (inPart(left) || inPart(right)) {
      // The last line of a prefix may be half a line.
      shorter -= 1;
    } else if (lines.size() != others.size()) {
      out.add(Kind.LENGTH, BODY, lines.size() + " lines", others.size() + " lines");
    }
    if (line < shorter) {
      out.add(Kind.VALUE, BODY, excerpt(line, lines.get(line)), excerpt(line, others.get(line)));
    }
  }

  /** In ISO 8859-1 no two bytes are read as one character. */
  private Charset charset() {
    return left.getContent().isValidUtf8() && right.getContent().isValidUtf8()
        ? StandardCharsets.UTF_8
        : StandardCharsets.ISO_8859_1;
  }

  private boolean sameLine(String was, String is) {
    return was.equals(is) || base.isSameTick(was.strip(), other, is.strip());
  }

  private static String excerpt(int line, String text) {
    return "line " + (line + 1) + ": " + text.strip();
  }

  private void bytes() {
    int shared = Math.min(left.getContent().size(), right.getContent().size());
    boolean part = inPart(left) || inPart(right);
    ByteString was = part ? left.getContent().substring(0, shared) : left.getContent();
    ByteString is = part ? right.getContent().substring(0, shared) : right.getContent();
    if (!was.equals(is)) {
      out.add(Kind.VALUE, BODY, described(left), described(right));
    }
  }

  private @Nullable Json json(Body body) {
    String type = mediaType(body);
    boolean masked = base.masks().hidesAnyBody() || other.masks().hidesAnyBody();
    // Of text it is not known which of its records a pseudonym stands in.
    Json records = masked ? null : Records.parse(type, body.getContent(), inPart(body));
    if (records != null) {
      return records;
    }
    boolean named = type.equals("application/json") || type.endsWith("+json");
    return named || (type.isEmpty() && looksLikeJson(body.getContent()))
        ? JsonText.parse(body.getContent(), inPart(body))
        : null;
  }

  private static boolean looksLikeJson(ByteString content) {
    return !content.isEmpty() && (content.byteAt(0) == '{' || content.byteAt(0) == '[');
  }

  private static boolean isText(Body body) {
    String type = mediaType(body);
    return type.startsWith("text/")
        || type.endsWith("+xml")
        || type.endsWith("+json")
        || type.equals("application/xml")
        || type.equals("application/json")
        || type.equals("application/javascript")
        || type.equals("application/x-javascript")
        || type.equals("application/graphql")
        || type.equals("application/csv")
        || type.startsWith("multipart/")
        || Records.areIn(type);
  }

  private static boolean isReduced(Body body) {
    return body.getExtent() == Extent.EXTENT_REDUCED;
  }

  private static boolean isStream(Body body) {
    return body.getExtent() == Extent.EXTENT_MESSAGES;
  }

  private static boolean inPart(Body body) {
    return body.getExtent() == Extent.EXTENT_PREFIX || body.getTruncated();
  }

  private static String mediaType(Body body) {
    return body.getContentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static String described(Body body) {
    if (body.getExtent() == Extent.EXTENT_NONE) {
      return "absent";
    }
    String type = mediaType(body).isEmpty() ? "unknown type" : mediaType(body);
    String reduced = isReduced(body) ? ", reduced: " + body.getReducedBecause() : "";
    return isStream(body)
        ? body.getMessagesCount() + " messages of " + type
        : body.getLength() + " bytes of " + type + reduced;
  }
}
