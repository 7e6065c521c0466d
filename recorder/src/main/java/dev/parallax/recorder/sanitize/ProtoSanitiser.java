package dev.parallax.recorder.sanitize;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.Transparent;
import dev.parallax.recorder.grpc.WireCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sanitises messages of known types field by field, as members of JSON are, in one pass and without
 * a tree: what comes out is a message of the same type, its fields in the order in which they were
 * sent. Fields that the type does not have are dropped, and told so.
 */
final class ProtoSanitiser {

  /** One in the other; what is deeper is reduced. */
  private static final int MAX_ANY = 8;

  /** Most messages in messages are small. */
  private static final int BUFFER_BYTES = 128;

  private final GrpcDescriptors descriptors;
  private final ProtoValues values;

  ProtoSanitiser(GrpcDescriptors descriptors, ProtoValues values) {
    this.descriptors = descriptors;
    this.values = values;
  }

  GrpcDescriptors descriptors() {
    return descriptors;
  }

  /**
   * The message at hand; null if it is none of its type, of which nothing is told then.
   *
   * @throws JsonTooMuchException if more was replaced than can be told
   */
  byte @Nullable [] message(MessageList list, Descriptor type, byte[] message)
      throws JsonTooMuchException {
    if (!WireCheck.passes(type, message)) {
      return null;
    }
    try {
      return new Walk(list).typed(list.message(), type, CodedInputStream.newInstance(message));
    } catch (JsonTooMuchException tooMuch) {
      throw tooMuch;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** One pass through one message. */
  private final class Walk {

    private final MessageList list;
    private final JsonLeaves leaves;
    private int anyDepth;

    Walk(MessageList list) {
      this.list = list;
      leaves = list.leaves();
    }

    /**
     * @param endTag that ends a group; 0 for what ends with its bytes
     */
    byte[] message(JsonPlace place, Descriptor type, CodedInputStream in, int endTag)
        throws IOException {
      boolean transparent = Transparent.is(type);
      if (!transparent) {
        leaves.passes(place);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER_BYTES);
      // How many items a list has so far: they need not stand together.
      Map<FieldDescriptor, Integer> items = new HashMap<>(0);
      for (int tag = in.readTag(); tag != endTag; tag = in.readTag()) {
        FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
        if (field == null || !WireCheck.isOf(field, tag)) {
          skip(place, tag, in);
          continue;
        }
        JsonPlace at = transparent ? place : place.member(field.getName());
        if (field.isMapField()) {
          entry(at, field, in, out);
        } else if (field.isRepeated()) {
          leaves.beginList(items.getOrDefault(field, 0));
          items.put(field, repeated(at, field, tag, in, out));
          leaves.endList();
        } else {
          out.writeUInt32NoTag(tag);
          value(at, field, tag, in, out);
        }
      }
      out.flush();
      return bytes.toByteArray();
    }

    /** How many items the list has now. */
    private int repeated(
        JsonPlace place, FieldDescriptor field, int tag, CodedInputStream in, CodedOutputStream out)
        throws IOException {
      leaves.passes(place);
      out.writeUInt32NoTag(tag);
      if (!WireCheck.packed(field, tag)) {
        leaves.item();
        value(place.item(), field, tag, in, out);
        return leaves.items();
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream packed = CodedOutputStream.newInstance(bytes, BUFFER_BYTES);
      int limit = in.pushLimit(in.readRawVarint32());
      while (!in.isAtEnd()) {
        leaves.item();
        value(place.item(), field, tag, in, packed);
      }
      in.popLimit(limit);
      packed.flush();
      out.writeByteArrayNoTag(bytes.toByteArray());
      return leaves.items();
    }

    private void value(
        JsonPlace place, FieldDescriptor field, int tag, CodedInputStream in, CodedOutputStream out)
        throws IOException {
      switch (field.getType()) {
        case MESSAGE -> {
          int limit = in.pushLimit(in.readRawVarint32());
          out.writeByteArrayNoTag(typed(place, field.getMessageType(), in));
          in.popLimit(limit);
        }
        case GROUP -> {
          int end = WireCheck.groupEnd(tag);
          out.writeRawBytes(message(place, field.getMessageType(), in, end));
          out.writeUInt32NoTag(end);
        }
        default -> values.value(list, place, field, in, out);
      }
    }

    /** A message of any type, to the end of what is to be read. */
    private byte[] typed(JsonPlace place, Descriptor type, CodedInputStream in) throws IOException {
      return switch (type.getFullName()) {
        case Transparent.ANY -> any(place, in);
        case Transparent.TIMESTAMP -> values.timestamp(list, place, in);
        default -> message(place, type, in, 0);
      };
    }

    /** Of a type that is known, sanitised as that; else nothing is left. */
    private byte[] any(JsonPlace place, CodedInputStream in) throws IOException {
      String url = "";
      byte[] value = {};
      boolean empty = true;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        empty = false;
        switch (tag) {
          case 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> url = in.readString();
          case 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> value = in.readByteArray();
          default -> skip(place, tag, in);
        }
      }
      Descriptor type = descriptors.message(url.substring(url.lastIndexOf('/') + 1));
      if (type == null || anyDepth == MAX_ANY || !WireCheck.passes(type, value)) {
        if (!empty) {
          list.dropped(place);
        }
        return new byte[0];
      }
      leaves.passes(place);
      CodedInputStream inner = CodedInputStream.newInstance(value);
      anyDepth++;
      byte[] sanitised = typed(place.member("value"), type, inner);
      anyDepth--;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER_BYTES);
      out.writeString(1, "type.googleapis.com/" + type.getFullName());
      out.writeByteArray(2, sanitised);
      out.flush();
      return bytes.toByteArray();
    }

    /** One entry of a map: the key is a name, as that of a member is. */
    private void entry(
        JsonPlace place, FieldDescriptor field, CodedInputStream in, CodedOutputStream out)
        throws IOException {
      leaves.passes(place);
      byte[] entry = in.readByteArray();
      FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
      FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream written = CodedOutputStream.newInstance(bytes, BUFFER_BYTES);
      String name = key(key, entry, written);
      CodedInputStream fields = CodedInputStream.newInstance(entry);
      for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == 2 && WireCheck.isOf(value, tag)) {
          written.writeUInt32NoTag(tag);
          value(place.member(name), value, tag, fields, written);
        } else if (WireFormat.getTagFieldNumber(tag) == 1 && WireCheck.isOf(key, tag)) {
          var _ = fields.skipField(tag);
        } else {
          skip(place, tag, fields);
        }
      }
      written.flush();
      out.writeByteArray(field.getNumber(), bytes.toByteArray());
    }

    private String key(FieldDescriptor key, byte[] entry, CodedOutputStream written)
        throws IOException {
      String name =
          key.getType() == FieldDescriptor.Type.STRING
              ? ""
              : key.getType() == FieldDescriptor.Type.BOOL ? "false" : "0";
      CodedInputStream fields = CodedInputStream.newInstance(entry);
      for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == 1 && WireCheck.isOf(key, tag)) {
          written.writeUInt32NoTag(tag);
          name = values.key(list.scope(), key, fields, written);
        } else {
          var _ = fields.skipField(tag);
        }
      }
      return name;
    }

    /** A field that the type does not have. */
    private void skip(JsonPlace place, int tag, CodedInputStream in) throws IOException {
      var _ = in.skipField(tag);
      list.dropped(place);
    }
  }
}
