package dev.parallax.recorder.sanitize;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.UnknownFieldSet;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.ShopDescriptors;

/** Orders of the shop's service, and answers that have them. */
final class Orders {

  static final GrpcDescriptors DESCRIPTORS = ShopDescriptors.descriptors();
  static final Descriptor TYPE = ShopDescriptors.order(DESCRIPTORS);

  private static final int UNKNOWN_FIELD = 999;
  private static final TypeRegistry TYPES = TypeRegistry.newBuilder().add(TYPE).build();

  private Orders() {}

  /** Of the text format. */
  static Message order(String text) {
    DynamicMessage.Builder order = DynamicMessage.newBuilder(TYPE);
    try {
      TextFormat.Parser.newBuilder().setTypeRegistry(TYPES).build().merge(text, order);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
    return order.build();
  }

  /** An order with a field of these bytes, whatever its type. */
  static Message field(String name, ByteString value) {
    int number = TYPE.findFieldByName(name).getNumber();
    UnknownFieldSet.Field bytes =
        UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build();
    return order("").toBuilder()
        .setUnknownFields(UnknownFieldSet.newBuilder().addField(number, bytes).build())
        .build();
  }

  /** The message, with a field that no descriptor has. */
  static Message withUnknown(Message message, String value) {
    UnknownFieldSet.Field field =
        UnknownFieldSet.Field.newBuilder()
            .addLengthDelimited(ByteString.copyFromUtf8(value))
            .build();
    return message.toBuilder()
        .setUnknownFields(UnknownFieldSet.newBuilder().addField(UNKNOWN_FIELD, field).build())
        .build();
  }
}
