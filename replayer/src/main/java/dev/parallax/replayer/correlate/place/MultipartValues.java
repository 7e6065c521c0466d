package dev.parallax.replayer.correlate.place;

import dev.parallax.recorder.syntax.HeaderParameters;
import dev.parallax.recorder.syntax.MalformedTextException;
import dev.parallax.recorder.syntax.MultipartReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of a multipart form (RFC 7578), each by its name and its own type. */
final class MultipartValues {

  private final Trail trail;
  private final BodyValues bodies;

  MultipartValues(Trail trail, BodyValues bodies) {
    this.trail = trail;
    this.bodies = bodies;
  }

  /** The body as it is to be written; null to leave it, also where it is malformed. */
  byte @Nullable [] visit(byte[] body, String contentType) {
    int depth = trail.depth();
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
    int copied = 0;
    boolean written = false;
    try {
      MultipartReader reader =
          new MultipartReader(body, HeaderParameters.of(contentType).get("boundary"));
      while (reader.next()) {
        byte[] part = Arrays.copyOfRange(body, reader.from(), reader.to());
        byte[] other = part(reader, part);
        trail.upTo(depth);
        if (other != null) {
          out.write(body, copied, reader.from() - copied);
          out.writeBytes(other);
          copied = reader.to();
          written = true;
        }
      }
    } catch (MalformedTextException malformed) {
      return null;
    } finally {
      trail.upTo(depth);
    }
    out.write(body, copied, body.length - copied);
    return written ? out.toByteArray() : null;
  }

  private byte @Nullable [] part(MultipartReader reader, byte[] content) {
    String name = "";
    String type = "";
    boolean file = false;
    for (MultipartReader.Header header : reader.headers()) {
      if (header.name().equalsIgnoreCase("content-disposition")) {
        HeaderParameters parameters = HeaderParameters.of(header.value());
        name = parameters.get("name");
        file = !parameters.get("filename").isEmpty();
      } else if (header.name().equalsIgnoreCase("content-type")) {
        type = header.value();
      }
    }
    trail.down(name);
    if (!type.isEmpty() && !type.startsWith("text/plain")) {
      return bodies.visit(content, type);
    }
    String written = file ? null : bodies.value(new String(content, StandardCharsets.UTF_8));
    return written == null ? null : written.getBytes(StandardCharsets.UTF_8);
  }
}
