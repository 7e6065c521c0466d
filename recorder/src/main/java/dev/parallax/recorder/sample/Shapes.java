package dev.parallax.recorder.sample;

import dev.parallax.recorder.decode.ContentDecoder;
import dev.parallax.recorder.decode.Decoded;
import dev.parallax.recorder.hash.Hash;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Hashes the shape of an exchange: its endpoint, the keys of its query, the structure of both
 * bodies, its status or how it failed, and which headers it has. No value is part of it. Confined
 * to one thread.
 */
final class Shapes {

  private static final int MAX_QUERY_CHARS = 4_096;
  private static final int FIRST_FAILURE = 1_000;
  private static final long EMPTY = 0;
  private static final long PRESENT = 1;
  private static final long UNREADABLE = 2;

  private final long seed;
  private final Headers headers;
  private final JsonShape json;

  Shapes(long seed) {
    this.seed = seed;
    headers = new Headers(seed);
    json = new JsonShape(seed);
  }

  /**
   * @param endpoint as a hash
   */
  long of(RawExchange raw, long endpoint) {
    List<RawHeader> asked = raw.request().headers();
    long shape = Hash.mix(endpoint ^ status(raw));
    shape = with(shape, query(raw.request().target()));
    shape = with(shape, headers.names(asked));
    shape = with(shape, body(raw.request().body(), asked));
    RawResponse response = raw.response();
    if (response != null) {
      shape = with(shape, headers.names(response.headers()));
      shape = with(shape, body(response.body(), response.headers()));
    }
    return shape;
  }

  private static long with(long shape, long part) {
    return Hash.mix(shape * 31 + part);
  }

  private static int status(RawExchange raw) {
    int status = raw.response() == null ? 0 : raw.response().status();
    return raw.failure() == null
        ? status
        : status + FIRST_FAILURE * (1 + raw.failure().getKindValue());
  }

  private long query(String target) {
    int mark = target.indexOf('?');
    return mark < 0 ? EMPTY : keys(target, mark + 1, target.length());
  }

  /** The set of keys of a query or form; one that comes twice is as one that comes more often. */
  private long keys(CharSequence text, int from, int to) {
    long sum = EMPTY;
    long last = 0;
    int end = Math.min(to, from + MAX_QUERY_CHARS);
    int at = from;
    while (at < end) {
      int equals = -1;
      int next = at;
      while (next < end && text.charAt(next) != '&' && text.charAt(next) != '#') {
        equals = equals < 0 && text.charAt(next) == '=' ? next : equals;
        next++;
      }
      if (next > at) {
        long key = Names.hash(seed, text, at, equals < 0 ? next : equals);
        sum += key == last ? 0 : key;
        last = key;
      }
      at = next < end && text.charAt(next) == '#' ? end : next + 1;
    }
    return sum;
  }

  private long body(RawBody body, List<RawHeader> lines) {
    if (body.length() == 0) {
      return EMPTY;
    }
    String type = Headers.value(lines, "content-type");
    byte[] content = body.content();
    boolean isJson = type.contains("json") || (type.isEmpty() && looksLikeJson(content));
    boolean isForm = type.contains("form-urlencoded");
    if (content.length == 0 || !(isJson || isForm)) {
      return with(headers.essence(type), PRESENT);
    }
    byte[] decoded = decoded(body, lines);
    if (decoded.length == 0) {
      return with(headers.essence(type), UNREADABLE);
    }
    return isJson ? json.of(decoded, decoded.length) : with(seed, form(decoded));
  }

  private static boolean looksLikeJson(byte[] content) {
    return content.length > 0 && (content[0] == '{' || content[0] == '[');
  }

  private long form(byte[] content) {
    int length = Math.min(content.length, MAX_QUERY_CHARS);
    return keys(new String(content, 0, length, StandardCharsets.ISO_8859_1), 0, length);
  }

  /** The beginning at least, without content codings; empty if that can't be had. */
  private static byte[] decoded(RawBody body, List<RawHeader> lines) {
    String coding = Headers.value(lines, "content-encoding");
    List<String> codings = coding.isEmpty() ? List.of() : ContentDecoder.codings(List.of(coding));
    if (codings.isEmpty()) {
      return body.content();
    }
    return switch (ContentDecoder.decode(
        body.content(), body.truncated(), codings, JsonShape.MAX_BYTES)) {
      case Decoded.Whole whole -> whole.content();
      case Decoded.Prefix prefix -> prefix.content();
      case Decoded.Failed _ -> new byte[0];
    };
  }
}
