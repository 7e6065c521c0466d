package dev.parallax.recorder.grpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;

/**
 * Messages as JSON: members are called as the fields in the {@code .proto} file; numbers are
 * numbers, of 64 bits too; fields that can't be absent are there with their defaults; values stand
 * where the sanitiser says that they do.
 */
public final class MessageJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Of the text, since fields that were not sent are written, too: 16 Mi characters. */
  private static final int MAX_CHARS = 16 << 20;

  private final GrpcDescriptors descriptors;

  /**
   * @param whole whether it says all of the message: fields that the type does not have are left
   *     out
   */
  public record Written(String json, boolean whole) {}

  public MessageJson(GrpcDescriptors descriptors) {
    this.descriptors = descriptors;
  }

  /**
   * Empty if the type is not known, the bytes are no message of it, or the text would be too long.
   *
   * @param type its full name
   */
  public Optional<Written> write(String type, ByteString message) {
    Descriptor descriptor = descriptors.message(type);
    if (descriptor == null) {
      return Optional.empty();
    }
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(new BoundedWriter(out, MAX_CHARS))) {
      MessageWriter writer = new MessageWriter(json, descriptors);
      writer.message(DynamicMessage.parseFrom(descriptor, message));
      json.flush();
      return Optional.of(new Written(out.toString(), writer.whole()));
    } catch (IOException notOfItsType) {
      return Optional.empty();
    }
  }
}
