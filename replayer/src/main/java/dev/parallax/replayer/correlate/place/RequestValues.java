package dev.parallax.replayer.correlate.place;

import com.google.protobuf.UnsafeByteOperations;
import dev.parallax.proto.Body;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import org.jspecify.annotations.Nullable;

/** The values of a request, read and written. */
public final class RequestValues {

  private RequestValues() {}

  /** Shows all values. */
  public static void read(Request request, Visitor visitor) {
    var _ = write(request, visitor);
  }

  /** The same request, where the visitor gave nothing back. */
  public static Request write(Request request, Visitor visitor) {
    Trail trail = new Trail();
    Nested nested = new Nested(trail, visitor);
    Request.@Nullable Builder out = null;
    String target = new UrlValues(trail, nested).visit(request.getTarget(), false);
    if (target != null) {
      out = request.toBuilder().setTarget(target);
    }
    HeaderValues headers = new HeaderValues(trail, nested);
    for (int i = 0; i < request.getHeadersCount(); i++) {
      Header header = request.getHeaders(i);
      String value = headers.visit(header);
      if (value != null) {
        out = out == null ? request.toBuilder() : out;
        out.setHeaders(i, header.toBuilder().setValue(value));
      }
    }
    byte[] body = body(request.getBody(), trail, nested);
    if (body != null) {
      out = out == null ? request.toBuilder() : out;
      out.setBody(
          request.getBody().toBuilder()
              .setContent(UnsafeByteOperations.unsafeWrap(body))
              .setLength(body.length)
              .setDecodedLength(body.length));
    }
    return out == null ? request : out.build();
  }

  private static byte @Nullable [] body(Body body, Trail trail, Nested nested) {
    trail.down("body");
    try {
      return new BodyValues(trail, nested)
          .visit(body.getContent().toByteArray(), body.getContentType());
    } finally {
      trail.up();
    }
  }
}
