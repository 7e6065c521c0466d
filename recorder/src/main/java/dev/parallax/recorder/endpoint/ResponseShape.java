package dev.parallax.recorder.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import dev.parallax.proto.Response;
import java.io.IOException;
import java.util.Locale;

/**
 * What an answer looks like: a hash of its media type and, of JSON, of the names at the top of it,
 * or of the first item of a list. Two routes rarely answer alike, one route does. Names that come
 * and go make more than one shape of a route. Pure.
 */
final class ResponseShape {

  /** Not worth comparing: an error looks like any other error. */
  static final long NONE = 0;

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_BYTES = 4096;
  private static final int MAX_NAMES = 64;

  /** Set where a shape is that of JSON with names: it says much more than a media type. */
  private static final long TELLING = 1;

  private ResponseShape() {}

  /**
   * @param response sanitised
   */
  static long of(Response response) {
    if (response.getStatus() < 200 || response.getStatus() > 299) {
      return NONE;
    }
    String type = mediaType(response.getBody().getContentType());
    ByteString content = response.getBody().getContent();
    boolean json = type.equals("application/json") || type.endsWith("+json");
    if (!json || content.isEmpty()) {
      return (mixed(type.hashCode()) & ~TELLING) | 2;
    }
    return json(content.substring(0, Math.min(MAX_BYTES, content.size())).toByteArray());
  }

  static boolean isTelling(long shape) {
    return (shape & TELLING) != 0;
  }

  /** The sum of the names' hashes: their order is no matter. */
  private static long json(byte[] bytes) {
    long names = 0;
    int count = 0;
    boolean list = false;
    try (JsonParser parser = JSON.createParser(bytes)) {
      JsonToken first = parser.nextToken();
      list = first == JsonToken.START_ARRAY;
      JsonToken token = list ? parser.nextToken() : first;
      if (token == JsonToken.START_OBJECT) {
        while (count < MAX_NAMES && parser.nextToken() == JsonToken.FIELD_NAME) {
          names += mixed(parser.currentName().hashCode());
          count++;
          parser.nextToken();
          parser.skipChildren();
        }
      }
    } catch (IOException cutOff) {
      // Of a body that was kept in part, the names so far.
    }
    long shape = mixed(names + (list ? 7 : 3));
    return count > 0 ? shape | TELLING : (shape & ~TELLING) | 2;
  }

  static String mediaType(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Spreads the bits (the finisher of splitmix64). */
  static long mixed(long value) {
    long z = value + 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }
}
