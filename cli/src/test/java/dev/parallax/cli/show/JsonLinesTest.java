package dev.parallax.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.StreamMessage;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  private static final Exchange EXCHANGE =
      Exchange.newBuilder()
          .setId("0193-a")
          .setStartedAtNanos(1_700_000_000_123_456_789L)
          .setRequest(
              Request.newBuilder()
                  .setMethod("GET")
                  .setTarget("/items?page=2")
                  .addHeaders(Header.newBuilder().setName("Accept").setValue("a"))
                  .addHeaders(Header.newBuilder().setName("Accept").setValue("b")))
          .setResponse(
              Response.newBuilder()
                  .setStatus(200)
                  .setBody(
                      Body.newBuilder()
                          .setExtent(Body.Extent.EXTENT_WHOLE)
                          .setContent(ByteString.copyFromUtf8("{\"a\":\"line\nbreak\"}"))))
          .build();

  @Test
  void writesOneLineAnExchangeEvenIfABodyHasLineBreaks() throws IOException {
    List<String> lines = lines(EXCHANGE, EXCHANGE);

    assertThat(lines).hasSize(2);
    JsonNode json = new ObjectMapper().readTree(lines.getFirst());
    assertThat(json.at("/startedAt").asText()).isEqualTo("2023-11-14T22:13:20.123456789Z");
    assertThat(json.at("/request/headers/1/1").asText()).isEqualTo("b");
    assertThat(json.at("/response/body/text").asText()).isEqualTo("{\"a\":\"line\nbreak\"}");
    assertThat(json.has("failure")).isFalse();
  }

  @Test
  void writesAFailureInPlaceOfTheAnswerThatNeverCame() throws IOException {
    Exchange failed =
        EXCHANGE.toBuilder()
            .clearResponse()
            .setFailure(Failure.newBuilder().setKind(Failure.Kind.RESPONSE_TIMEOUT))
            .build();

    JsonNode json = new ObjectMapper().readTree(lines(failed).getFirst());

    assertThat(json.has("response")).isFalse();
    assertThat(json.at("/failure/kind").asText()).isEqualTo("RESPONSE_TIMEOUT");
  }

  @Test
  void writesContentThatIsNoTextAsBase64() throws IOException {
    Exchange.Builder binary = EXCHANGE.toBuilder();
    binary
        .getResponseBuilder()
        .getBodyBuilder()
        .setContent(ByteString.copyFrom(new byte[] {(byte) 0xff, 0}));

    JsonNode json = new ObjectMapper().readTree(lines(binary.build()).getFirst());

    assertThat(json.at("/response/body/base64").asText()).isEqualTo("/wA=");
  }

  @Test
  void writesTheMessagesOfAStream() throws IOException {
    Exchange.Builder stream = EXCHANGE.toBuilder();
    Body.Builder body = stream.getResponseBuilder().getBodyBuilder().clear();
    body.setExtent(Body.Extent.EXTENT_MESSAGES)
        .addMessages(
            StreamMessage.newBuilder()
                .setOffsetNanos(7)
                .setKind("price")
                .setId("17")
                .setLength(30)
                .setContent(ByteString.copyFromUtf8("{}")))
        .addMessages(StreamMessage.newBuilder().setLength(30).setReduced(true))
        .addMessages(StreamMessage.newBuilder().setLength(6).setReduced(false));

    JsonNode json = new ObjectMapper().readTree(lines(stream.build()).getFirst());

    assertThat(json.at("/response/body/messages").toString())
        .isEqualTo(
            "[{'offsetNanos':7,'kind':'price','id':'17','length':30,'text':'{}'},{'offsetNanos':0,'kind':'','length':30,'reduced':true},{'offsetNanos':0,'kind':'','length':6}]"
                .replace('\'', '"'));
    body.setContentType("application/grpc");
    json = new ObjectMapper().readTree(lines(stream.build()).getFirst());
    assertThat(json.at("/response/body/messages/0/base64").asText()).isEqualTo("e30=");
    assertThat(json.at("/response/body/messages/0").has("text")).isFalse();
  }

  private static List<String> lines(Exchange... exchanges) throws IOException {
    StringWriter out = new StringWriter();
    try (JsonLines writer = new JsonLines(out)) {
      for (Exchange exchange : exchanges) {
        writer.write(exchange);
      }
    }
    return out.toString().lines().toList();
  }
}
