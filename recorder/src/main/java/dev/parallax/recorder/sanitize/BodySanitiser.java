package dev.parallax.recorder.sanitize;

import com.google.protobuf.UnsafeByteOperations;
import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.recorder.decode.ContentDecoder;
import dev.parallax.recorder.decode.Decoded;
import dev.parallax.recorder.endpoint.LearnedWords;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.sanitize.SanitisedContent.Malformed;
import dev.parallax.recorder.sanitize.SanitisedContent.Placeholders;
import dev.parallax.recorder.sanitize.SanitisedContent.Prefix;
import dev.parallax.recorder.sanitize.SanitisedContent.TooMuch;
import dev.parallax.recorder.sanitize.SanitisedContent.UnknownCharset;
import dev.parallax.recorder.sanitize.SanitisedContent.Whole;
import dev.parallax.recorder.sanitize.Scope.Mark;
import dev.parallax.recorder.sanitize.StreamSanitiser.Seen;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Bodies: decoded, then sanitised by content type. What can't be understood is reduced to length,
 * keyed digest and content type.
 */
final class BodySanitiser {

  /** Of decoded content, so that a small body can't become a large one: 4 MiB. */
  static final int MAX_DECODED_BYTES = 4 << 20;

  private final Pseudonyms pseudonyms;
  private final ContentSanitiser contents;
  private final StreamSanitiser streams;
  private final MediaTypes types;

  /** Bodies have links, whose words of paths pass or don't. */
  private final WhileWordsPass<KnownBodies> knownBodies;

  BodySanitiser(
      Pseudonyms pseudonyms,
      ContentSanitiser contents,
      StreamSanitiser streams,
      MediaTypes types,
      LearnedWords learned) {
    this.pseudonyms = pseudonyms;
    this.contents = contents;
    this.streams = streams;
    this.types = types;
    this.knownBodies = new WhileWordsPass<>(learned, KnownBodies::new);
  }

  /**
   * Never throws: what makes anything throw is reduced.
   *
   * @param target of the request
   */
  Body body(Scope scope, RawBody raw, List<RawHeader> headers, String target) {
    MediaType type = types.get(RawHeader.first(headers, "content-type").orElse(""));
    List<String> codings = codings(headers);
    Body.Builder out =
        Body.newBuilder()
            .setLength(raw.length())
            .setContentType(types.recorded(type))
            .setContentCoding(codings.isEmpty() ? "" : words(codings))
            .setTruncated(raw.truncated());
    if (raw.length() == 0) {
      return out.setExtent(Extent.EXTENT_NONE).build();
    }
    if (StreamSanitiser.isStream(scope, type)) {
      Seen seen = new Seen(raw, type, codings, headers, target);
      return sanitised(out, scope, raw, () -> streams.fill(out, scope, seen));
    }
    KnownBodies.Key key = KnownBodies.key(scope, type, codings, raw);
    KnownBodies bodies = knownBodies.get();
    KnownBodies.Known known = key == null ? null : bodies.find(key);
    if (known != null) {
      scope.leaves().addAll(known.leaves());
      return known.body();
    }
    int mark = scope.leaves().mark();
    Body body = sanitised(out, scope, raw, () -> fill(out, scope, raw, type, codings));
    if (key != null) {
      bodies.met(key, body, scope.leaves().since(mark));
    }
    return body;
  }

  private Body sanitised(Body.Builder out, Scope scope, RawBody raw, Runnable fill) {
    out.setDigest(UnsafeByteOperations.unsafeWrap(pseudonyms.digest(raw.content())));
    Mark mark = scope.mark();
    try {
      fill.run();
    } catch (RuntimeException hostile) {
      reduce(out, "sanitiser error");
    }
    if (out.getExtent() == Extent.EXTENT_REDUCED) {
      scope.backTo(mark);
      scope.reducesBody(raw.length(), out.getReducedBecause());
    }
    return out.build();
  }

  private void fill(
      Body.Builder out, Scope scope, RawBody raw, MediaType type, List<String> codings) {
    if (!type.essence().isEmpty() && !type.understood()) {
      reduce(out, "content type is not sanitised");
      return;
    }
    if (raw.content().length == 0) {
      reduce(out, "not captured");
      return;
    }
    switch (ContentDecoder.decode(raw.content(), raw.truncated(), codings, MAX_DECODED_BYTES)) {
      case Decoded.Whole whole -> {
        out.setDecodedLength(whole.content().length);
        content(out, scope, type, whole.content(), 0);
      }
      case Decoded.Prefix prefix -> {
        double wholeBytes = (double) prefix.content().length * raw.length() / raw.content().length;
        content(out, scope, type, prefix.content(), wholeBytes);
      }
      case Decoded.Failed failed -> reduce(out, because(failed));
    }
  }

  /**
   * @param wholeBytes about how many bytes the whole has, decoded; 0 if this is all of it
   */
  private void content(
      Body.Builder out, Scope scope, MediaType type, byte[] decoded, double wholeBytes) {
    switch (contents.content(scope, JsonSanitiser.BODY, type, decoded, wholeBytes > 0)) {
      case Whole whole ->
          out.setExtent(Extent.EXTENT_WHOLE)
              .setContent(UnsafeByteOperations.unsafeWrap(whole.content()));
      case Prefix prefix ->
          out.setExtent(Extent.EXTENT_PREFIX)
              .setContent(UnsafeByteOperations.unsafeWrap(prefix.content()))
              .setEstimatedItems(estimate(prefix, wholeBytes));
      case Placeholders parts ->
          out.setExtent(Extent.EXTENT_PLACEHOLDERS)
              .setContent(UnsafeByteOperations.unsafeWrap(parts.content()));
      case UnknownCharset unknown -> reduce(out, "charset is not known");
      case Malformed malformed ->
          reduce(
              out,
              type.essence().isEmpty() ? "no content type" : "content is not of its content type");
      case TooMuch tooMuch -> reduce(out, "too many values");
    }
  }

  /** Items in proportion to bytes: the captured ones are taken to be as long as the rest. */
  private static long estimate(Prefix prefix, double wholeBytes) {
    if (prefix.items() == 0 || prefix.itemsEnd() <= 0) {
      return 0;
    }
    return Math.max(prefix.items(), Math.round(prefix.items() * wholeBytes / prefix.itemsEnd()));
  }

  static String because(Decoded.Failed failed) {
    return switch (failed.reason()) {
      case UNKNOWN_CODING -> "content coding is unknown";
      case TOO_MANY_CODINGS -> "too many content codings";
      case CORRUPT -> "content coding is corrupt";
    };
  }

  static void reduce(Body.Builder out, String because) {
    out.setExtent(Extent.EXTENT_REDUCED).clearContent().clearMessages().setReducedBecause(because);
  }

  private static List<String> codings(List<RawHeader> headers) {
    List<String> values = List.of();
    for (RawHeader header : headers) {
      if (header.name().equalsIgnoreCase("content-encoding")) {
        values = values.isEmpty() ? new ArrayList<>() : values;
        values.add(header.value());
      }
    }
    return values.isEmpty() ? values : ContentDecoder.codings(values);
  }

  private static String words(List<String> codings) {
    return codings.stream()
        .map(coding -> ContentDecoder.knows(coding) ? coding : "unknown")
        .collect(Collectors.joining(", "));
  }
}
