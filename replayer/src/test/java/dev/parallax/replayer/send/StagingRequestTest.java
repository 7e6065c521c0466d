package dev.parallax.replayer.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Request;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.wire.TargetProtocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StagingRequestTest {

  /** If the target has a path, others replace the recorded one by it. */
  @ParameterizedTest
  @CsvSource({
    "'',    /,              /",
    "'',    /users/1?a=b&c, /users/1?a=b&c",
    "/base, /,              /base/",
    "/base, /users/1?a=b,   /base/users/1?a=b",
    "/base, //double,       /base//double",
    "/base, *,              *",
  })
  void joinsTheBasePath(String basePath, String recorded, String sent) {
    assertThat(sent(Recorded.request("GET", recorded), basePath).getTarget()).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({
    "Connection,          keep-alive",
    "Content-Encoding,    gzip",
    "Content-Length,      77",
    "Expect,              100-continue",
    "HTTP2-Settings,      AAMAAABk",
    "Keep-Alive,          timeout=5",
    "Proxy-Authorization, Basic x",
    "Proxy-Connection,    keep-alive",
    "TE,                  trailers",
    "grpc-encoding,       gzip",
    "Trailer,             x-sum",
    "Transfer-Encoding,   chunked",
    "Upgrade,             h2c",
    ":authority,          shop.example",
  })
  void dropsWhatBelongsToTheConnection(String name, String value) {
    assertThat(names(with(name, value))).doesNotContain(name);
  }

  /** It would join production's spans with staging's, or say that nothing is to be sampled. */
  @ParameterizedTest
  @CsvSource({
    "traceparent,                 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "Tracestate,                  dd=s:1",
    "b3,                          0",
    "X-B3-TraceId,                463ac35c9f6413ad48485a3953bb6124",
    "x-b3-sampled,                0",
    "uber-trace-id,               4bf92f35:77b34da6:0:1",
    "x-datadog-trace-id,          7277407061855694839",
    "x-datadog-sampling-priority, -1",
    "X-Amzn-Trace-Id,             Root=1-67891233-abcdef012345678912345678",
    "sentry-trace,                4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
  })
  void dropsWhatContinuesATraceOfProduction(String name, String value) {
    assertThat(names(with(name, value))).doesNotContain(name);
  }

  @Test
  void saysInItsBaggageWhatItIsOf() {
    assertThat(with("Baggage", "tier=gold").getHeadersList())
        .filteredOn(header -> header.getName().equalsIgnoreCase("baggage"))
        .containsExactly(
            Recorded.header("baggage", "tier=gold,parallax-run=run-1,parallax-exchange=a"));
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization,   Bearer x",
    "Cookie,          sid=1; x=2",
    "If-None-Match,   W/\"1\"",
    "X-Forwarded-For, 10.0.0.1",
    "Range,           bytes=0-9",
    "Content-Type,    application/json",
  })
  void keepsTheRest(String name, String value) {
    assertThat(with(name, value).getHeadersList()).contains(Recorded.header(name, value));
  }

  @Test
  void dropsWhatConnectionNames() {
    Request recorded =
        Recorded.request("GET", "/").toBuilder()
            .addHeaders(Recorded.header("connection", "close, X-Hop"))
            .addHeaders(Recorded.header("x-hop", "1"))
            .build();

    assertThat(names(sent(recorded, ""))).doesNotContain("connection", "x-hop");
  }

  @Test
  void keepsOrderAndRepeats() {
    Request recorded =
        Recorded.request("GET", "/").toBuilder()
            .addHeaders(Recorded.header("X-Two", "b"))
            .addHeaders(Recorded.header("x-one", "1"))
            .addHeaders(Recorded.header("x-two", "a"))
            .build();

    assertThat(names(sent(recorded, "")))
        .containsExactly("Host", "Accept", "X-Two", "x-one", "x-two", "x-parallax-run", "baggage");
  }

  @Test
  void namesTheTargetAndTheRun() {
    assertThat(with("X-Parallax-Run", "an older one").getHeadersList())
        .contains(Recorded.header("Host", "localhost:8081"))
        .contains(Recorded.header("x-parallax-run", "run-1"))
        .doesNotContain(Recorded.header("Host", "shop.example"))
        .extracting(Header::getValue)
        .doesNotContain("an older one");
  }

  /** Production's name would have a gateway, or the build, go there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Host          | shop.example, cdn.example:8443     | localhost:8081",
        "x-forwarded-server        | web1.shop.example                  | localhost:8081",
        "X-Host                    | shop.example                       | localhost:8081",
        "X-HTTP-Host-Override      | shop.example                       | localhost:8081",
        "X-Original-Host           | https://shop.example/              | localhost:8081",
        "X-Original-Forwarded-Host | shop.example                       | localhost:8081",
        "x-envoy-original-dst-host | 192.0.2.7:443                      | localhost:8081",
        "Forwarded                 | for=192.0.2.1;host=shop.example    |"
            + " for=192.0.2.1;host=\"localhost:8081\"",
        "Forwarded                 | Host = \"a.test:81\" ;proto=https, host=b;by=_x |"
            + " Host = \"localhost:8081\";proto=https, host=\"localhost:8081\";by=_x",
        "Forwarded                 | for=\"[2001:db8::1]:80\";proto=http |"
            + " for=\"[2001:db8::1]:80\";proto=http",
        "Forwarded                 | for=\"a;host=shop.example\"       | host=\"localhost:8081\"",
        "Forwarded                 | for=\"a;host=shop.example          | host=\"localhost:8081\"",
        "Forwarded                 | host=\"a\\\"b\"                    | host=\"localhost:8081\"",
        "Forwarded                 | for=\"_a                           | for=\"_a",
      })
  void namesTheTargetWhereverTheRecordedRequestNamedAHost(
      String name, String recorded, String sent) {
    assertThat(with(name, recorded).getHeadersList())
        .filteredOn(header -> header.getName().equals(name))
        .containsExactly(Recorded.header(name, sent));
  }

  @Test
  void namesTheTargetOnceWhereAListWasDivided() {
    Request recorded =
        Recorded.request("GET", "/").toBuilder()
            .addHeaders(Recorded.header("X-Forwarded-Host", "shop.example"))
            .addHeaders(Recorded.header("x-forwarded-host", "cdn.example"))
            .build();

    assertThat(sent(recorded, "").getHeadersList())
        .filteredOn(header -> header.getName().equalsIgnoreCase("x-forwarded-host"))
        .containsExactly(Recorded.header("X-Forwarded-Host", "localhost:8081"));
    assertThat(names(sent(Recorded.request("GET", "/"), "")))
        .containsExactly("Host", "Accept", "x-parallax-run", "baggage");
  }

  @Test
  void asksForCodingsThatCanBeRemovedWhereAnyWereAskedFor() {
    assertThat(with("Accept-Encoding", "gzip, sdch").getHeadersList())
        .contains(Recorded.header("Accept-Encoding", "gzip, deflate, br, zstd"));
    assertThat(names(sent(Recorded.request("GET", "/"), ""))).doesNotContain("Accept-Encoding");
  }

  @Test
  void countsTheBodyAnew() {
    assertThat(sent(Recorded.request("POST", "/", "12345"), "").getHeadersList())
        .contains(Recorded.header("Content-Length", "5"));
    assertThat(sent(Recorded.request("POST", "/"), "").getHeadersList())
        .contains(Recorded.header("Content-Length", "0"));
    assertThat(names(sent(Recorded.request("GET", "/"), ""))).doesNotContain("Content-Length");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, AUTO,  HTTP/1.1",
    "HTTP/1.0, AUTO,  HTTP/1.1",
    "HTTP/2,   AUTO,  HTTP/2",
    "HTTP/1.1, HTTP2, HTTP/2",
    "HTTP/2,   HTTP1, HTTP/1.1",
  })
  void goesOverWhatWasRecordedUnlessToldOtherwise(
      String recorded, TargetProtocol protocol, String sent) {
    Request request = Recorded.request("GET", "/").toBuilder().setProtocol(recorded).build();

    assertThat(sent(request, "", protocol).getProtocol()).isEqualTo(sent);
  }

  @Test
  void hasNoHostAndSmallLettersOverHttp2() {
    Request recorded =
        Recorded.request("POST", "/").toBuilder()
            .addHeaders(Recorded.header("X-Two", "b"))
            .addHeaders(Recorded.header("Connection", "x-hop"))
            .addHeaders(Recorded.header("x-hop", "1"))
            .addHeaders(Recorded.header("TE", "trailers"))
            .build();

    assertThat(names(sent(recorded, "", TargetProtocol.HTTP2)))
        .containsExactly("accept", "x-two", "content-length", "x-parallax-run", "baggage");
  }

  @Test
  void makesOneCookieOfWhatHttp2Divides() {
    Request recorded =
        Request.newBuilder()
            .setMethod("GET")
            .setTarget("/")
            .setProtocol("HTTP/2")
            .addHeaders(Recorded.header("cookie", "a=1"))
            .addHeaders(Recorded.header("accept", "*/*"))
            .addHeaders(Recorded.header("cookie", "b=2"))
            .addHeaders(Recorded.header("cookie", "a=1"))
            .build();

    for (TargetProtocol protocol : TargetProtocol.values()) {
      assertThat(sent(recorded, "", protocol).getHeadersList())
          .filteredOn(header -> header.getName().equals("cookie"))
          .extracting(Header::getValue)
          .containsExactly("a=1; b=2; a=1");
    }
  }

  @ParameterizedTest
  @EnumSource(TargetProtocol.class)
  void sendsGrpcUncompressedOverHttp2(TargetProtocol protocol) {
    Request recorded =
        Request.newBuilder()
            .setMethod("POST")
            .setTarget("/shop.Cart/Add")
            .setProtocol("HTTP/2")
            .addHeaders(Recorded.header("content-type", "application/grpc+proto"))
            .addHeaders(Recorded.header("te", "trailers"))
            .addHeaders(Recorded.header("grpc-timeout", "5S"))
            .addHeaders(Recorded.header("grpc-encoding", "gzip"))
            .addHeaders(Recorded.header("grpc-accept-encoding", "identity,deflate,gzip"))
            .addHeaders(Recorded.header("accept-encoding", "gzip"))
            .build();

    Request sent = sent(recorded, "", protocol);

    assertThat(sent.getProtocol()).isEqualTo("HTTP/2");
    assertThat(sent.getHeadersList())
        .containsExactly(
            Recorded.header("content-type", "application/grpc+proto"),
            Recorded.header("te", "trailers"),
            Recorded.header("grpc-timeout", "5S"),
            Recorded.header("grpc-accept-encoding", "identity"),
            Recorded.header("accept-encoding", "identity"),
            Recorded.header("x-parallax-run", "run-1"),
            Recorded.header("baggage", "parallax-run=run-1,parallax-exchange=a"));
  }

  private static Request with(String name, String value) {
    return sent(
        Recorded.request("GET", "/").toBuilder().addHeaders(Recorded.header(name, value)).build(),
        "");
  }

  private static Request sent(Request recorded, String basePath) {
    return sent(recorded, basePath, TargetProtocol.AUTO);
  }

  private static Request sent(Request recorded, String basePath, TargetProtocol protocol) {
    Target target =
        new Target(
            Leg.CANDIDATE,
            false,
            "localhost",
            8081,
            basePath,
            Optional.of(InetAddress.getLoopbackAddress()));
    Exchange exchange = Recorded.exchange("a", "s", 0, 1, recorded);
    return StagingRequest.of(StagingRequest.addressed(exchange, target), target, protocol, "run-1");
  }

  private static List<String> names(Request request) {
    return request.getHeadersList().stream().map(Header::getName).toList();
  }
}
