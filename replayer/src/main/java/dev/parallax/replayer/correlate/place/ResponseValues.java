package dev.parallax.replayer.correlate.place;

import com.google.protobuf.UnsafeByteOperations;
import dev.parallax.proto.Body;
import dev.parallax.proto.Header;
import dev.parallax.proto.Response;
import dev.parallax.recorder.decode.ContentDecoder;
import dev.parallax.recorder.decode.Decoded;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The values of a response. */
public final class ResponseValues {

  private ResponseValues() {}

  /** Shows all values; what the visitor gives back is not written. */
  public static void read(Response response, Visitor visitor) {
    Trail trail = new Trail();
    Nested nested = new Nested(trail, visitor);
    HeaderValues headers = new HeaderValues(trail, nested);
    for (Header header : response.getHeadersList()) {
      var _ = headers.visit(header);
    }
    Body body = response.getBody();
    if (!body.getTruncated()) {
      trail.down("body");
      var _ =
          new BodyValues(trail, nested)
              .visit(body.getContent().toByteArray(), body.getContentType());
    }
  }

  /** What a leg answered, with its content coding removed; without a body that can't be read. */
  public static Response of(RawResponse raw) {
    Response.Builder response = headers(raw).toBuilder();
    byte[] content = content(raw);
    if (content != null) {
      response.setBody(
          Body.newBuilder()
              .setContent(UnsafeByteOperations.unsafeWrap(content))
              .setContentType(RawHeader.first(raw.headers(), "content-type").orElse("")));
    }
    return response.build();
  }

  /** Its header lines alone. */
  public static Response headers(RawResponse raw) {
    Response.Builder response = Response.newBuilder().setStatus(raw.status());
    for (RawHeader header : raw.headers()) {
      response.addHeaders(
          Header.newBuilder().setName(header.name()).setValue(header.value()).build());
    }
    return response.build();
  }

  /** The line as it is to be written. */
  public static RawHeader write(RawHeader line, Visitor visitor) {
    Trail trail = new Trail();
    String value =
        new HeaderValues(trail, new Nested(trail, visitor))
            .visit(Header.newBuilder().setName(line.name()).setValue(line.value()).build());
    return value == null ? line : new RawHeader(line.name(), value);
  }

  /**
   * The body as it is to be written, in its content coding; null to leave it, also where it is a
   * stream or can't be written.
   *
   * @param bytes changes it as a whole
   * @param visitor changes its values; null if there is nothing else to change
   */
  public static byte @Nullable [] body(
      RawResponse raw, UnaryOperator<byte[]> bytes, @Nullable Visitor visitor) {
    List<String> codings = codings(raw);
    boolean writable = codings.isEmpty() || codings.equals(List.of("gzip"));
    String type = RawHeader.first(raw.headers(), "content-type").orElse("");
    byte[] content = writable && !isStream(type) ? content(raw) : null;
    if (content == null) {
      return null;
    }
    byte[] changed = bytes.apply(content);
    byte[] written = visitor == null ? null : values(changed, type, visitor);
    written = written == null ? changed : written;
    return Arrays.equals(written, content) ? null : codings.isEmpty() ? written : gzip(written);
  }

  private static byte @Nullable [] values(byte[] content, String type, Visitor visitor) {
    Trail trail = new Trail();
    trail.down("body");
    return new BodyValues(trail, new Nested(trail, visitor)).visit(content, type);
  }

  private static boolean isStream(String type) {
    return type.startsWith("text/event-stream") || type.startsWith("application/grpc");
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static byte @Nullable [] content(RawResponse raw) {
    if (raw.body().truncated()) {
      return null;
    }
    Decoded decoded =
        ContentDecoder.decode(raw.body().content(), false, codings(raw), BodyValues.MAX_BYTES);
    return decoded instanceof Decoded.Whole whole ? whole.content() : null;
  }

  private static List<String> codings(RawResponse raw) {
    return ContentDecoder.codings(
        raw.headers().stream()
            .filter(header -> header.name().equalsIgnoreCase("content-encoding"))
            .map(RawHeader::value)
            .toList());
  }
}
