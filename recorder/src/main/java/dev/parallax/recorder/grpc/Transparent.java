package dev.parallax.recorder.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.Set;

/**
 * Types of messages that are written for what they hold: wrappers of a single value, and values of
 * any form. A value in one is where the message itself is, and is called as that.
 */
public final class Transparent {

  public static final String ANY = "google.protobuf.Any";
  public static final String TIMESTAMP = "google.protobuf.Timestamp";
  public static final String FIELD_MASK = "google.protobuf.FieldMask";

  private static final Set<String> TYPES =
      Set.of(
          "google.protobuf.BoolValue",
          "google.protobuf.BytesValue",
          "google.protobuf.DoubleValue",
          "google.protobuf.FloatValue",
          "google.protobuf.Int32Value",
          "google.protobuf.Int64Value",
          "google.protobuf.ListValue",
          "google.protobuf.StringValue",
          "google.protobuf.Struct",
          "google.protobuf.UInt32Value",
          "google.protobuf.UInt64Value",
          "google.protobuf.Value");

  private Transparent() {}

  public static boolean is(Descriptor type) {
    return TYPES.contains(type.getFullName());
  }
}
