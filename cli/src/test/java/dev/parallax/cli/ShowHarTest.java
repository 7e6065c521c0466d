package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.cli.fixture.Suites;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Selection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code show --format har}: what readers of HAR 1.2 insist on, and what {@code import} reads. */
class ShowHarTest {

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private List<Exchange.Builder> exchanges() {
    Exchange.Builder posted = Suites.get("b", "s-1", 1_500, "/orders?page=2&q=");
    posted
        .getRequestBuilder()
        .setMethod("POST")
        .addHeaders(Suites.header("Content-Type", "application/json"))
        .addHeaders(Suites.header("Accept", "a"))
        .addHeaders(Suites.header("Accept", "b"))
        .setBody(Suites.body("application/json", ByteString.copyFromUtf8("{\"n\":2}")));
    posted.setSelection(Selection.newBuilder().setProbability(0.1).setReason("share"));
    Exchange.Builder failed =
        Suites.get("c", "s-1", 2_000, "/gone")
            .clearResponse()
            .setFailure(Failure.newBuilder().setKind(Failure.Kind.RESET));
    Exchange.Builder cut = Suites.get("d", "s-1", 2_500, "/cut");
    cut.getResponseBuilder()
        .getBodyBuilder()
        .setTruncated(true)
        .setExtent(Body.Extent.EXTENT_PREFIX)
        .setLength(900);
    return List.of(Suites.get("a", "s-1", 0, "/"), posted, failed, cut);
  }

  private Path har() throws IOException {
    Path file =
        Suites.write(directory.resolve("a.plx"), exchanges().stream().map(Suites::event).toList());
    assertThat(run("show", file.toString(), "--format", "har")).isZero();
    return Files.writeString(directory.resolve("a.har"), out.toString());
  }

  /** The required fields and types of HAR 1.2, section 4. */
  @Test
  void hasAllThatHarRequires() throws IOException {
    JsonNode log = new ObjectMapper().readTree(har().toFile()).get("log");

    assertThat(log.get("version").asText()).isEqualTo("1.2");
    assertThat(log.at("/creator/name").asText()).isEqualTo("Parallax");
    assertThat(log.at("/creator/version").isTextual()).isTrue();
    assertThat(log.get("entries")).hasSize(4);
    for (JsonNode entry : log.get("entries")) {
      OffsetDateTime.parse(entry.get("startedDateTime").asText());
      assertThat(entry.get("cache").isObject()).isTrue();
      JsonNode timings = entry.get("timings");
      double sum = 0;
      for (String phase : List.of("blocked", "dns", "connect", "send", "wait", "receive")) {
        assertThat(timings.get(phase).isNumber()).as(phase).isTrue();
        sum += Math.max(0, timings.get(phase).asDouble());
      }
      assertThat(timings.get("send").asDouble()).isNotNegative();
      assertThat(entry.get("time").asDouble()).isEqualTo(sum);
      message(entry.get("request"));
      message(entry.get("response"));
      assertThat(entry.at("/request/method").asText()).isNotEmpty();
      assertThat(entry.at("/request/url").asText()).startsWith("http://shop.example/");
      pairs(entry.at("/request/queryString"));
      assertThat(entry.at("/response/status").isInt()).isTrue();
      assertThat(entry.at("/response/statusText").isTextual()).isTrue();
      assertThat(entry.at("/response/redirectURL").isTextual()).isTrue();
      assertThat(entry.at("/response/content/size").isIntegralNumber()).isTrue();
      assertThat(entry.at("/response/content/mimeType").isTextual()).isTrue();
      JsonNode posted = entry.at("/request/postData");
      assertThat(posted.isMissingNode() || posted.get("mimeType").isTextual()).isTrue();
    }
    assertThat(log.at("/entries/1/request/queryString").toString())
        .isEqualTo("[{\"name\":\"page\",\"value\":\"2\"},{\"name\":\"q\",\"value\":\"\"}]");
    assertThat(log.at("/entries/1/_parallax/weight").asDouble()).isEqualTo(10);
    assertThat(log.at("/entries/2/response/status").asInt()).isZero();
    assertThat(log.at("/entries/3/response/content").has("text")).isFalse();
  }

  private static void message(JsonNode message) {
    assertThat(message.get("httpVersion").isTextual()).isTrue();
    pairs(message.get("headers"));
    assertThat(message.get("cookies").isArray()).isTrue();
    assertThat(message.get("headersSize").isIntegralNumber()).isTrue();
    assertThat(message.get("bodySize").isIntegralNumber()).isTrue();
  }

  private static void pairs(JsonNode list) {
    assertThat(list.isArray()).isTrue();
    assertThat(StreamSupport.stream(list.spliterator(), false))
        .allMatch(pair -> pair.get("name").isTextual() && pair.get("value").isTextual());
  }

  @Test
  void isReadAgainAsTheSameExchanges() throws IOException {
    Path suite = directory.resolve("again.plx");
    String paths = "/orders,/gone,/cut";
    int code =
        run(
            "import",
            har().toString(),
            "-o",
            suite.toString(),
            "--mode",
            "detect",
            "--path",
            paths);
    assertThat(code).as(err::toString).isZero();

    List<Exchange> again = Recorded.read(suite).exchanges();

    assertThat(again).hasSize(4);
    List<Exchange> before = exchanges().stream().map(Exchange.Builder::build).toList();
    for (int i = 0; i < before.size(); i++) {
      Exchange was = before.get(i);
      Exchange is = again.get(i);
      assertThat(is.getStartedAtNanos()).isEqualTo(was.getStartedAtNanos());
      assertThat(is.getTimings().getFirstByteNanos())
          .isEqualTo(was.hasResponse() ? was.getTimings().getFirstByteNanos() : 0);
      assertThat(is.getTimings().getLastByteNanos()).isEqualTo(was.getTimings().getLastByteNanos());
      assertThat(is.getAuthority()).isEqualTo(was.getAuthority());
      assertThat(is.getRequest().getMethod()).isEqualTo(was.getRequest().getMethod());
      assertThat(is.getRequest().getTarget()).isEqualTo(was.getRequest().getTarget());
      assertThat(is.getRequest().getHeadersList()).isEqualTo(was.getRequest().getHeadersList());
      assertThat(is.getRequest().getBody().getContent())
          .isEqualTo(was.getRequest().getBody().getContent());
      assertThat(is.getResponse().getStatus()).isEqualTo(was.getResponse().getStatus());
      assertThat(is.getResponse().getHeadersList()).isEqualTo(was.getResponse().getHeadersList());
      assertThat(is.getResponse().getBody().getTruncated())
          .isEqualTo(was.getResponse().getBody().getTruncated());
      assertThat(is.getResponse().getBody().getLength())
          .isEqualTo(was.getResponse().getBody().getLength());
      assertThat(is.getFailure().getKind()).isEqualTo(was.getFailure().getKind());
    }
    assertThat(again.getFirst().getResponse().getBody().getContent().toStringUtf8())
        .isEqualTo("{\"n\":1}");
  }

  private int run(String... arguments) {
    return Main.run(arguments, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
