package dev.parallax.replayer.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Header;
import dev.parallax.proto.Response;
import dev.parallax.replayer.renew.Baggage;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RecordedAnswersIT {

  private static final Response RECORDED =
      Response.newBuilder()
          .setStatus(418)
          .addHeaders(header("Content-Type", "application/json"))
          .addHeaders(header("Set-Cookie", "a=1"))
          .addHeaders(header("Set-Cookie", "b=2"))
          .addHeaders(header("Content-Length", "9999"))
          .addHeaders(header("Content-Encoding", "gzip"))
          .setBody(Body.newBuilder().setContent(ByteString.copyFromUtf8("{\"id\":7}")))
          .build();

  @Test
  void areThoseOfProduction() throws Exception {
    HttpResponse<String> answer = asked("e1");

    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo("{\"id\":7}");
    assertThat(answer.headers().map())
        .containsEntry("content-type", List.of("application/json"))
        .containsEntry("set-cookie", List.of("a=1", "b=2"))
        .containsEntry("content-length", List.of("8"))
        .doesNotContainKey("content-encoding");
  }

  @Test
  void areNoneWhereNothingWasRecorded() throws Exception {
    assertThat(asked("e2").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> asked(String exchange) throws Exception {
    Header baggage = Baggage.of(List.of(), "run", exchange);
    try (RecordedAnswers server = RecordedAnswers.start(Map.of("e1", RECORDED));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(server.url().resolve("/any"))
              .header(baggage.getName(), baggage.getValue())
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static Header header(String name, String value) {
    return Header.newBuilder().setName(name).setValue(value).build();
  }
}
