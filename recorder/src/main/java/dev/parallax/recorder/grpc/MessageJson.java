package dev.parallax.recorder.grpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
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

  public MessageJson(GrpcDescriptors descriptors) {
    this.descriptors = descriptors;
  }

  /**
   * Empty if the type is not known, the bytes are no message of it, or the text would be too long.
   *
   * @param type its full name
   */
  public Optional<String> write(String type, ByteString message) {
    Descriptor descriptor = descriptors.message(type);
    if (descriptor == null) {
      return Optional.empty();
    }
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(new BoundedWriter(out, MAX_CHARS))) {
      message(json, DynamicMessage.parseFrom(descriptor, message));
    } catch (IOException notOfItsType) {
      return Optional.empty();
    }
    return Optional.of(out.toString());
  }

  private void message(JsonGenerator json, Message message) throws IOException {
    Descriptor type = message.getDescriptorForType();
    switch (type.getFullName()) {
      case Transparent.ANY -> any(json, message);
      case Transparent.TIMESTAMP -> timestamp(json, message);
      default -> {
        if (Transparent.is(type)) {
          held(json, message);
        } else {
          json.writeStartObject();
          for (FieldDescriptor field : type.getFields()) {
            if (field.isRepeated() || !field.hasPresence() || message.hasField(field)) {
              json.writeFieldName(field.getName());
              field(json, field, message.getField(field));
            }
          }
          json.writeEndObject();
        }
      }
    }
  }

  /** The one field that is there; of a value without any, nothing. */
  private void held(JsonGenerator json, Message message) throws IOException {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      boolean there = field.isRepeated() || !field.hasPresence() || message.hasField(field);
      if (there && !field.getName().equals("null_value")) {
        field(json, field, message.getField(field));
        return;
      }
    }
    json.writeNull();
  }

  private void field(JsonGenerator json, FieldDescriptor field, Object value) throws IOException {
    if (field.isMapField()) {
      json.writeStartObject();
      for (Object entry : (List<?>) value) {
        Message pair = (Message) entry;
        List<FieldDescriptor> fields = pair.getDescriptorForType().getFields();
        json.writeFieldName(key(pair.getField(fields.getFirst()), fields.getFirst()));
        value(json, fields.getLast(), pair.getField(fields.getLast()));
      }
      json.writeEndObject();
    } else if (field.isRepeated()) {
      json.writeStartArray();
      for (Object item : (List<?>) value) {
        value(json, field, item);
      }
      json.writeEndArray();
    } else {
      value(json, field, value);
    }
  }

  private static String key(Object key, FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, FIXED32 -> Integer.toUnsignedString((Integer) key);
      case UINT64, FIXED64 -> Long.toUnsignedString((Long) key);
      default -> key.toString();
    };
  }

  private void value(JsonGenerator json, FieldDescriptor field, Object value) throws IOException {
    switch (field.getType()) {
      case MESSAGE, GROUP -> message(json, (Message) value);
      case STRING -> json.writeString((String) value);
      case BOOL -> json.writeBoolean((Boolean) value);
      case BYTES ->
          json.writeString(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
      case ENUM -> json.writeString(((EnumValueDescriptor) value).getName());
      case FLOAT -> number(json, (Float) value, Float.toString((Float) value));
      case DOUBLE -> number(json, (Double) value, Double.toString((Double) value));
      default -> json.writeNumber(key(value, field));
    }
  }

  /** What JSON has no number for is a string. */
  private static void number(JsonGenerator json, double value, String text) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(text);
    } else {
      json.writeString(text);
    }
  }

  private static void timestamp(JsonGenerator json, Message message) throws IOException {
    List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
    long seconds = (Long) message.getField(fields.getFirst());
    int nanos = (Integer) message.getField(fields.getLast());
    try {
      json.writeString(Instant.ofEpochSecond(seconds, nanos).toString());
    } catch (DateTimeException noTime) {
      json.writeString(seconds + "s " + nanos + "ns");
    }
  }

  private void any(JsonGenerator json, Message message) throws IOException {
    List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
    String url = (String) message.getField(fields.getFirst());
    ByteString value = (ByteString) message.getField(fields.getLast());
    Descriptor type = descriptors.message(url.substring(url.lastIndexOf('/') + 1));
    json.writeStartObject();
    json.writeStringField("type_url", url);
    json.writeFieldName("value");
    if (type == null) {
      json.writeString(Base64.getEncoder().encodeToString(value.toByteArray()));
    } else {
      try {
        message(json, DynamicMessage.parseFrom(type, value));
      } catch (InvalidProtocolBufferException notOfItsType) {
        json.writeNull();
      }
    }
    json.writeEndObject();
  }
}
