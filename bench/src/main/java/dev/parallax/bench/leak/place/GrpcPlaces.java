package dev.parallax.bench.leak.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import dev.parallax.bench.leak.place.Planned.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * Places in calls of gRPC, framed by hand: of a service that is described, and of one that is not.
 */
public final class GrpcPlaces {

  private static final String GROUP = "gRPC";
  private static final String KNOWN = "/leak.v1.Customers/Put";
  private static final String UNKNOWN = "/leak.v1.Others/Put";

  private static final int EMAIL = 1;
  private static final int BLOB = 2;
  private static final int INNER = 3;
  private static final int LABELS = 4;
  private static final int UNDESCRIBED = 99;

  private GrpcPlaces() {}

  /** What the proxy is told of {@link #KNOWN}. */
  public static byte[] descriptors() {
    DescriptorProto entry =
        DescriptorProto.newBuilder()
            .setName("LabelsEntry")
            .addField(field("key", 1, FieldDescriptorProto.Type.TYPE_STRING))
            .addField(field("value", 2, FieldDescriptorProto.Type.TYPE_STRING))
            .setOptions(MessageOptions.newBuilder().setMapEntry(true))
            .build();
    DescriptorProto customer =
        DescriptorProto.newBuilder()
            .setName("Customer")
            .addField(field("contact", EMAIL, FieldDescriptorProto.Type.TYPE_STRING))
            .addField(field("blob", BLOB, FieldDescriptorProto.Type.TYPE_BYTES))
            .addField(
                field("inner", INNER, FieldDescriptorProto.Type.TYPE_MESSAGE)
                    .setTypeName(".leak.v1.Customer"))
            .addField(
                field("labels", LABELS, FieldDescriptorProto.Type.TYPE_MESSAGE)
                    .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                    .setTypeName(".leak.v1.Customer.LabelsEntry"))
            .addNestedType(entry)
            .build();
    return FileDescriptorSet.newBuilder()
        .addFile(
            FileDescriptorProto.newBuilder()
                .setName("leak.proto")
                .setPackage("leak.v1")
                .setSyntax("proto3")
                .addMessageType(customer)
                .addService(
                    ServiceDescriptorProto.newBuilder()
                        .setName("Customers")
                        .addMethod(
                            MethodDescriptorProto.newBuilder()
                                .setName("Put")
                                .setInputType(".leak.v1.Customer")
                                .setOutputType(".leak.v1.Customer"))))
        .build()
        .toByteArray();
  }

  private static FieldDescriptorProto.Builder field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setType(type);
  }

  public static List<Place> all() {
    return List.of(
        place("field, described", to -> call(KNOWN, field(EMAIL, to.lines()))),
        place("bytes, described", to -> call(KNOWN, field(BLOB, to.lines()))),
        place("inner message, described", to -> call(KNOWN, nested(field(EMAIL, to.lines())))),
        place("map's key, described", to -> call(KNOWN, field(LABELS, field(1, to.line())))),
        place("map's value, described", to -> call(KNOWN, field(LABELS, field(2, to.line())))),
        place("field that is not described", to -> call(KNOWN, field(UNDESCRIBED, to.line()))),
        place("not as described", to -> call(KNOWN, ByteString.copyFromUtf8(to.lines()))),
        place("service that is not described", to -> call(UNKNOWN, field(EMAIL, to.lines()))),
        place("message in the status", GrpcPlaces::failed),
        place("details of the status", GrpcPlaces::detailed),
        place(
            "metadata",
            to ->
                of(KNOWN, ByteString.EMPTY)
                    .request(message -> message.header("x-customer: " + to.line()))),
        place(
            "binary metadata",
            to ->
                of(KNOWN, ByteString.EMPTY)
                    .request(
                        message ->
                            message.header(
                                "customer-bin: "
                                    + Base64.getEncoder()
                                        .withoutPadding()
                                        .encodeToString(to.lines().getBytes(UTF_8))))),
        place(
            "method",
            to -> call("/leak.v1.Customers/" + String.join("", to.url()), ByteString.EMPTY)));
  }

  private static Place place(String name, Function<Written, Planned> planter) {
    return Place.of(GROUP, name, planter);
  }

  private static ByteString nested(ByteString message) {
    return field(INNER, field(INNER, message));
  }

  private static ByteString field(int number, String text) {
    return field(number, ByteString.copyFromUtf8(text));
  }

  private static ByteString field(int number, ByteString content) {
    ByteString.Output out = ByteString.newOutput();
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    try {
      coded.writeBytes(number, content);
      coded.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteString();
  }

  /** Asked and answered the same. */
  private static Planned call(String path, ByteString message) {
    return of(path, message);
  }

  private static Planned of(String path, ByteString message) {
    return Planned.of(
            asked(path, message),
            Message.answer("200 OK")
                .body(framed(message))
                .type("application/grpc")
                .trailer("grpc-status: 0"))
        .sent(Delivery.HTTP2);
  }

  private static Planned failed(Written to) {
    return Planned.of(
            asked(KNOWN, ByteString.EMPTY),
            Message.answer("200 OK")
                .type("application/grpc")
                .trailer("grpc-status: 5")
                .trailer("grpc-message: no customer " + to.line()))
        .sent(Delivery.HTTP2);
  }

  private static Planned detailed(Written to) {
    String details =
        Base64.getEncoder().withoutPadding().encodeToString(to.lines().getBytes(UTF_8));
    return Planned.of(
            asked(KNOWN, ByteString.EMPTY),
            Message.answer("200 OK")
                .type("application/grpc")
                .trailer("grpc-status: 5")
                .trailer("grpc-status-details-bin: " + details))
        .sent(Delivery.HTTP2);
  }

  private static Message asked(String path, ByteString message) {
    return Message.post(path, "", "")
        .body(framed(message))
        .type("application/grpc")
        .header("te: trailers");
  }

  /** Not compressed, and its length. */
  private static byte[] framed(ByteString message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(message.size()).array());
    bytes.writeBytes(message.toByteArray());
    return bytes.toByteArray();
  }
}
