package dev.parallax.recorder.grpc;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.util.Objects;

/** The descriptors of a shop's service, with a field of each kind. */
public final class ShopDescriptors {

  public static final String TARGET = "/shop.v1.Catalogue/Watch";

  private static final String FILE =
      """
      name: "shop.proto" package: "shop.v1" syntax: "proto3"
      dependency: "google/protobuf/any.proto"
      dependency: "google/protobuf/duration.proto"
      dependency: "google/protobuf/field_mask.proto"
      dependency: "google/protobuf/struct.proto"
      dependency: "google/protobuf/timestamp.proto"
      dependency: "google/protobuf/wrappers.proto"
      message_type {
        name: "Order"
        FIELDS
        nested_type {
          name: "LabelsEntry"
          field { name: "key" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
          field { name: "value" number: 2 label: LABEL_OPTIONAL type: TYPE_STRING }
          options { map_entry: true }
        }
        nested_type {
          name: "CountsEntry"
          field { name: "key" number: 1 label: LABEL_OPTIONAL type: TYPE_INT64 }
          field { name: "value" number: 2 label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name: ".shop.v1.Order" }
          options { map_entry: true }
        }
        oneof_decl { name: "way" }
      }
      message_type {
        name: "Ask"
        field { name: "sku" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
      }
      enum_type {
        name: "State"
        value { name: "NEW" number: 0 } value { name: "SENT" number: 1 } value { name: "LOST" number: 2000 }
      }
      service {
        name: "Catalogue"
        method { name: "Watch" input_type: ".shop.v1.Ask" output_type: ".shop.v1.Order" server_streaming: true }
      }
      """;

  private static final String FIELDS =
      """
      sku STRING|secret BYTES|paid BOOL|state ENUM .shop.v1.State|a INT32|b SINT32|c UINT32|d FIXED32|e SFIXED32
      f INT64|g SINT64|h UINT64|i FIXED64|j SFIXED64|price DOUBLE|weight FLOAT|at MESSAGE .google.protobuf.Timestamp
      took MESSAGE .google.protobuf.Duration|note MESSAGE .google.protobuf.StringValue
      free MESSAGE .google.protobuf.Value|detail MESSAGE .google.protobuf.Any|mask MESSAGE .google.protobuf.FieldMask
      inner MESSAGE .shop.v1.Order|*names STRING|*ids INT64|*items MESSAGE .shop.v1.Order
      *labels MESSAGE .shop.v1.Order.LabelsEntry|*counts MESSAGE .shop.v1.Order.CountsEntry|by_mail STRING|by_foot INT32
      *rates DOUBLE|password INT32""";

  private ShopDescriptors() {}

  public static FileDescriptorSet set() {
    return FileDescriptorSet.newBuilder()
        // Before what it imports: the order is no matter.
        .addFile(shop())
        .addFile(AnyProto.getDescriptor().toProto())
        .addFile(DurationProto.getDescriptor().toProto())
        .addFile(FieldMaskProto.getDescriptor().toProto())
        .addFile(StructProto.getDescriptor().toProto())
        .addFile(TimestampProto.getDescriptor().toProto())
        .addFile(WrappersProto.getDescriptor().toProto())
        .build();
  }

  public static GrpcDescriptors descriptors() {
    return GrpcDescriptors.of(set());
  }

  /** Of a service that answers with another type than orders. */
  public static GrpcDescriptors answering(String type) {
    FileDescriptorSet.Builder set = set().toBuilder();
    set.getFileBuilder(0).getServiceBuilder(0).getMethodBuilder(0).setOutputType('.' + type);
    return GrpcDescriptors.of(set.build());
  }

  public static Descriptor order(GrpcDescriptors descriptors) {
    return Objects.requireNonNull(descriptors.message("shop.v1.Order"));
  }

  private static FileDescriptorProto shop() {
    StringBuilder fields = new StringBuilder();
    int number = 1;
    for (String field : FIELDS.split("[|\n]", -1)) {
      String[] words = field.split(" ", -1);
      fields.append(
          "field { name: \"%s\" number: %d label: %s type: TYPE_%s %s %s }\n"
              .formatted(
                  words[0].replace("*", ""),
                  number++,
                  words[0].startsWith("*") ? "LABEL_REPEATED" : "LABEL_OPTIONAL",
                  words[1],
                  words.length > 2 ? "type_name: \"" + words[2] + '"' : "",
                  words[0].startsWith("by_") ? "oneof_index: 0" : ""));
    }
    FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
    try {
      TextFormat.merge(FILE.replace("FIELDS", fields), file);
    } catch (TextFormat.ParseException e) {
      throw new IllegalStateException(e);
    }
    return file.build();
  }
}
