package dev.parallax.recorder.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Whether bytes are a message of a type, to their end and to the last of its fields; fields that
 * the type does not have are passed over. Takes no memory for what it reads.
 */
public final class WireCheck {

  /** As most programs read: deeper is no message. */
  private static final int MAX_DEPTH = 100;

  private WireCheck() {}

  public static boolean passes(Descriptor type, byte[] message) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(message);
      message(type, in, 0, MAX_DEPTH);
      return in.isAtEnd();
    } catch (IOException malformed) {
      return false;
    }
  }

  /** Whether the field has its values one behind the other, without tags. */
  public static boolean packed(FieldDescriptor field, int tag) {
    return field.isPackable()
        && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  /** Whether what follows the tag is a value of the field, or several packed ones. */
  public static boolean isOf(FieldDescriptor field, int tag) {
    return WireFormat.getTagWireType(tag) == field.getLiteType().getWireType()
        || packed(field, tag);
  }

  /**
   * @param endTag that ends a group; 0 for what ends with its bytes
   */
  private static void message(Descriptor type, CodedInputStream in, int endTag, int depth)
      throws IOException {
    if (depth == 0) {
      throw new IOException("too deep");
    }
    for (int tag = in.readTag(); tag != endTag; tag = in.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (field == null || !isOf(field, tag)) {
        if (!in.skipField(tag)) {
          throw new IOException("a group ends that never began");
        }
      } else if (packed(field, tag)) {
        int limit = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
          value(field, tag, in, depth);
        }
        in.popLimit(limit);
      } else {
        value(field, tag, in, depth);
      }
    }
  }

  private static void value(FieldDescriptor field, int tag, CodedInputStream in, int depth)
      throws IOException {
    switch (field.getType()) {
      case MESSAGE -> {
        int limit = in.pushLimit(in.readRawVarint32());
        message(field.getMessageType(), in, 0, depth - 1);
        in.checkLastTagWas(0);
        in.popLimit(limit);
      }
      case GROUP -> message(field.getMessageType(), in, groupEnd(tag), depth - 1);
      case STRING -> {
        var _ = in.readStringRequireUtf8();
      }
      case BYTES -> in.skipRawBytes(in.readRawVarint32());
      default -> scalar(field.getType(), in);
    }
  }

  private static void scalar(FieldDescriptor.Type type, CodedInputStream in) throws IOException {
    switch (type) {
      case DOUBLE, FIXED64, SFIXED64 -> in.skipRawBytes(Long.BYTES);
      case FLOAT, FIXED32, SFIXED32 -> in.skipRawBytes(Integer.BYTES);
      default -> {
        var _ = in.readRawVarint64();
      }
    }
  }

  /** The tag that ends the group of a field. */
  public static int groupEnd(int tag) {
    return WireFormat.getTagFieldNumber(tag) << 3 | WireFormat.WIRETYPE_END_GROUP;
  }
}
