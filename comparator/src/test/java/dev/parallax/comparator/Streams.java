package dev.parallax.comparator;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import dev.parallax.proto.Response;
import dev.parallax.proto.StreamMessage;

/** Answers that are streams, for tests. */
public final class Streams {

  private Streams() {}

  /** Server-sent events with these data. */
  public static Response events(String... data) {
    return response("text/event-stream", data);
  }

  /**
   * @param status empty for an answer that has none
   */
  public static Response grpc(String status, String... messages) {
    Response.Builder response = response("application/grpc", messages).toBuilder();
    if (!status.isEmpty()) {
      response.addTrailers(Header.newBuilder().setName("grpc-status").setValue(status));
    }
    return response.build();
  }

  /** The same exchange, whose client did not wait for the end. */
  public static Exchange left(Exchange exchange, Failure.Kind how) {
    Exchange.Builder left = exchange.toBuilder().setFailure(Failure.newBuilder().setKind(how));
    left.getResponseBuilder().getBodyBuilder().setTruncated(true);
    return left.build();
  }

  private static Response response(String type, String... messages) {
    Body.Builder body = Body.newBuilder().setContentType(type).setExtent(Extent.EXTENT_NONE);
    for (String message : messages) {
      ByteString content = ByteString.copyFromUtf8(message);
      body.setExtent(Extent.EXTENT_MESSAGES)
          .setLength(body.getLength() + content.size())
          .addMessages(
              StreamMessage.newBuilder()
                  .setKind("message")
                  .setContent(content)
                  .setLength(content.size())
                  .setDigest(content));
    }
    return Response.newBuilder()
        .setStatus(200)
        .addHeaders(Header.newBuilder().setName("content-type").setValue(type))
        .setBody(body)
        .build();
  }
}
