package dev.parallax.cli.har;

import dev.parallax.cli.intake.Bodies;
import dev.parallax.recorder.decode.ContentDecoder;
import dev.parallax.recorder.raw.RawBody;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Bodies as they passed, of what a browser keeps of them: text in place of bytes, decoded though
 * the headers name a content coding, and not always all of it.
 */
final class HarBodies {

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /** What a browser shows for bytes that are no text. */
  private static final char REPLACEMENT = '\uFFFD';

  private HarBodies() {}

  static RawBody request(HarMessage request) {
    long said = contentLength(request);
    String text = request.text;
    if (text == null || text.isEmpty()) {
      return request.parameters.isEmpty()
          ? Bodies.missing(Math.max(said, request.bodySize))
          : form(request, said);
    }
    byte[] bytes = request.base64 ? base64(text) : asked(text, charset(request), said);
    // Files in a form, and bytes that are no text, are missing in what browsers keep.
    boolean whole = said < 0 ? text.indexOf(REPLACEMENT) < 0 : said == bytes.length;
    return coded(request, bytes, said, whole);
  }

  /**
   * Browsers take what was sent for UTF-8, whatever it was: another encoding counts where it alone
   * is as long as the headers say.
   */
  private static byte[] asked(String text, Charset named, long said) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (said >= 0 && said != utf8.length) {
      for (Charset other : List.of(named, StandardCharsets.ISO_8859_1)) {
        if (other.newEncoder().canEncode(text) && text.getBytes(other).length == said) {
          return text.getBytes(other);
        }
      }
    }
    return utf8;
  }

  /** Some files have a form's fields and not its text. Where they have both, the text is told. */
  private static RawBody form(HarMessage request, long said) {
    if (!essence(request).equals("application/x-www-form-urlencoded")) {
      return Bodies.missing(Math.max(said, request.bodySize));
    }
    String text =
        request.parameters.stream()
            .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
            .collect(Collectors.joining("&"));
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Bodies.of(bytes, bytes.length, true);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * What the browser showed for {@code 304} came from its cache.
   *
   * @param method of the request
   */
  static RawBody response(HarMessage response, String method, int status) {
    if (method.equals("HEAD") || status == NO_CONTENT || status == NOT_MODIFIED) {
      return RawBody.none();
    }
    String text = response.text;
    if (text == null || (text.isEmpty() && response.size > 0)) {
      return Bodies.missing(Math.max(response.bodySize, response.size));
    }
    byte[] bytes = response.base64 ? base64(text) : text.getBytes(charset(response));
    return bytes.length == 0
        ? Bodies.missing(response.size)
        : coded(response, bytes, response.bodySize, true);
  }

  /**
   * With the coding that the headers name, so that they are true. The length is the file's, unless
   * what the coding makes of it here is longer.
   */
  private static RawBody coded(HarMessage message, byte[] decoded, long length, boolean whole) {
    List<String> codings = ContentDecoder.codings(message.headerLines("content-encoding"));
    boolean cut = decoded.length > Bodies.MAX_BYTES;
    byte[] kept = cut ? Arrays.copyOf(decoded, Bodies.MAX_BYTES) : decoded;
    Optional<byte[]> coded = ContentCodings.encode(kept, codings);
    return coded.isEmpty()
        ? Bodies.missing(Math.max(length, decoded.length))
        : Bodies.of(
            coded.get(), codings.isEmpty() && whole ? decoded.length : length, whole && !cut);
  }

  /** Of nothing that can be decoded: nothing. */
  private static byte[] base64(String text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException notOne) {
      return new byte[0];
    }
  }

  private static long contentLength(HarMessage message) {
    try {
      return Long.parseLong(message.header("content-length"));
    } catch (NumberFormatException unknown) {
      return -1;
    }
  }

  private static String essence(HarMessage message) {
    return type(message).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static String type(HarMessage message) {
    String header = message.header("content-type");
    return header.isEmpty() ? message.mimeType : header;
  }

  /** The one that the type names; the file has text, whatever it was in. */
  private static Charset charset(HarMessage message) {
    for (String parameter : type(message).split(";", -1)) {
      String plain = parameter.strip().replace("\"", "");
      if (plain.regionMatches(true, 0, "charset=", 0, 8)) {
        try {
          Charset named = Charset.forName(plain.substring(8));
          return named.canEncode() ? named : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException unknown) {
          return StandardCharsets.UTF_8;
        }
      }
    }
    return StandardCharsets.UTF_8;
  }
}
