package dev.parallax.recorder.grpc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Writes one message as {@link MessageJson} says. Confined to one thread. */
final class MessageWriter {

  private final JsonGenerator json;
  private final GrpcDescriptors descriptors;
  private boolean whole = true;

  MessageWriter(JsonGenerator json, GrpcDescriptors descriptors) {
    this.json = json;
    this.descriptors = descriptors;
  }

  /** Whether nothing was left out. */
  boolean whole() {
    return whole;
  }

  void message(Message message) throws IOException {
    Descriptor type = message.getDescriptorForType();
    noticeUnknown(message);
    switch (type.getFullName()) {
      case Transparent.ANY -> any(message);
      case Transparent.TIMESTAMP -> timestamp(message);
      default -> {
        if (Transparent.is(type)) {
          held(message);
        } else {
          json.writeStartObject();
          for (FieldDescriptor field : type.getFields()) {
            if (field.isRepeated() || !field.hasPresence() || message.hasField(field)) {
              json.writeFieldName(field.getName());
              field(field, message.getField(field));
            }
          }
          json.writeEndObject();
        }
      }
    }
  }

  /** The one field that is there; of a value without any, nothing. */
  private void held(Message message) throws IOException {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      boolean there = field.isRepeated() || !field.hasPresence() || message.hasField(field);
      if (there && !field.getName().equals("null_value")) {
        field(field, message.getField(field));
        return;
      }
    }
    json.writeNull();
  }

  private void field(FieldDescriptor field, Object value) throws IOException {
    if (field.isMapField()) {
      json.writeStartObject();
      for (Object entry : (List<?>) value) {
        Message pair = (Message) entry;
        noticeUnknown(pair);
        List<FieldDescriptor> fields = pair.getDescriptorForType().getFields();
        json.writeFieldName(key(pair.getField(fields.getFirst()), fields.getFirst()));
        value(fields.getLast(), pair.getField(fields.getLast()));
      }
      json.writeEndObject();
    } else if (field.isRepeated()) {
      json.writeStartArray();
      for (Object item : (List<?>) value) {
        value(field, item);
      }
      json.writeEndArray();
    } else {
      value(field, value);
    }
  }

  private static String key(Object key, FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, FIXED32 -> Integer.toUnsignedString((Integer) key);
      case UINT64, FIXED64 -> Long.toUnsignedString((Long) key);
      default -> key.toString();
    };
  }

  private void value(FieldDescriptor field, Object value) throws IOException {
    switch (field.getType()) {
      case MESSAGE, GROUP -> message((Message) value);
      case STRING -> json.writeString((String) value);
      case BOOL -> json.writeBoolean((Boolean) value);
      case BYTES ->
          json.writeString(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
      case ENUM -> json.writeString(((EnumValueDescriptor) value).getName());
      case FLOAT -> number((Float) value, Float.toString((Float) value));
      case DOUBLE -> number((Double) value, Double.toString((Double) value));
      default -> json.writeNumber(key(value, field));
    }
  }

  /** What JSON has no number for is a string. */
  private void number(double value, String text) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(text);
    } else {
      json.writeString(text);
    }
  }

  private void timestamp(Message message) throws IOException {
    List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
    long seconds = (Long) message.getField(fields.getFirst());
    int nanos = (Integer) message.getField(fields.getLast());
    Instant instant = Timestamps.instant(seconds, nanos);
    json.writeString(instant == null ? seconds + "s " + nanos + "ns" : instant.toString());
  }

  private void any(Message message) throws IOException {
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
        message(DynamicMessage.parseFrom(type, value));
      } catch (InvalidProtocolBufferException notOfItsType) {
        whole = false;
        json.writeNull();
      }
    }
    json.writeEndObject();
  }

  private void noticeUnknown(Message message) {
    whole &= message.getUnknownFields().asMap().isEmpty();
  }
}
