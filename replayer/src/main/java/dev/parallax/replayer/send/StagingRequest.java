package dev.parallax.replayer.send;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.replayer.renew.Baggage;
import dev.parallax.replayer.renew.TraceHeaders;
import dev.parallax.replayer.safety.ForwardedHost;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.wire.Framing;
import dev.parallax.replayer.wire.TargetProtocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the request that a leg gets of the one that was recorded.
 *
 * <p>Method, path, query, header order and body stay. What belongs to a connection goes; Host is
 * the target's, and over HTTP/2 there is none; so are {@code X-Forwarded-Host} and its like where
 * they were recorded; lengths are computed anew, since values were replaced; the body's content
 * coding was removed when it was recorded, so none is claimed. Trailers are not sent. The trace
 * that it was a part of is not continued; its baggage says what it is.
 *
 * <p>Messages of gRPC were decompressed when they were recorded, and are sent so: {@code
 * grpc-encoding} goes. Answers are asked for uncompressed, as are events: so they can be counted as
 * they come, and two builds are compared by what they say, not by how they pack it.
 */
public final class StagingRequest {

  /** Names the run to whoever gets the request; proxies that record production refuse it. */
  public static final String RUN_HEADER = "x-parallax-run";

  /** The codings that the sanitiser can remove from an answer. */
  static final String ACCEPTED_CODINGS = "gzip, deflate, br, zstd";

  private static final Set<String> DROPPED =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "grpc-encoding",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "trailer",
          "transfer-encoding",
          "upgrade",
          Baggage.NAME,
          RUN_HEADER);

  /** Methods whose requests say that they have no body by saying nothing. */
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "DELETE", "TRACE");

  private StagingRequest() {}

  /**
   * The exchange as if it had been recorded at the target: where its request names, besides Host,
   * whom it is for, that is the target, once for each header. Rules are applied to this.
   */
  public static Exchange addressed(Exchange exchange, Target target) {
    Request recorded = exchange.getRequest();
    List<Header> headers = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (Header header : recorded.getHeadersList()) {
      String name = header.getName();
      if (ForwardedHost.isNaming(name) && !named.add(name.toLowerCase(Locale.ROOT))) {
        continue;
      }
      String value = ForwardedHost.naming(target.authority(), name, header.getValue());
      headers.add(
          value.equals(header.getValue()) ? header : header.toBuilder().setValue(value).build());
    }
    return headers.equals(recorded.getHeadersList())
        ? exchange
        : exchange.toBuilder()
            .setRequest(recorded.toBuilder().clearHeaders().addAllHeaders(headers))
            .build();
  }

  /**
   * @param protocol decides, with what was recorded, whether it is sent over HTTP/2
   */
  public static Request of(
      Exchange exchange, Target target, TargetProtocol protocol, String runId) {
    Request recorded = exchange.getRequest();
    boolean http2 = protocol.isHttp2(recorded);
    boolean grpc = Framing.isGrpc(recorded.getHeadersList());
    boolean stream = grpc || Framing.of(exchange.getResponse().getHeadersList()) != Framing.NONE;
    Request.Builder sent =
        Request.newBuilder()
            .setMethod(recorded.getMethod())
            .setTarget(join(target.basePath(), recorded.getTarget()))
            .setProtocol(http2 ? TargetProtocol.HTTP_2 : "HTTP/1.1")
            .setBody(recorded.getBody());
    if (!http2) {
      sent.addHeaders(header("Host", target.authority()));
    }
    Set<String> ofConnection = namedByConnection(recorded.getHeadersList());
    for (Header header : oneCookie(recorded)) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      if (DROPPED.contains(name)
          || TraceHeaders.include(name)
          || ofConnection.contains(name)
          || name.startsWith(":")) {
        continue;
      }
      switch (name) {
        case "accept-encoding" ->
            sent.addHeaders(header.toBuilder().setValue(stream ? "identity" : ACCEPTED_CODINGS));
        case "grpc-accept-encoding" -> sent.addHeaders(header.toBuilder().setValue("identity"));
        case "te" -> {
          // It belongs to the connection, but for this, which gRPC needs to be let through.
          if (grpc && header.getValue().strip().equalsIgnoreCase("trailers")) {
            sent.addHeaders(header);
          }
        }
        default -> sent.addHeaders(header);
      }
    }
    int length = recorded.getBody().getContent().size();
    if (!grpc && (length > 0 || !BODILESS.contains(recorded.getMethod()))) {
      sent.addHeaders(header("Content-Length", Integer.toString(length)));
    }
    sent.addHeaders(header(RUN_HEADER, runId));
    sent.addHeaders(Baggage.of(recorded.getHeadersList(), runId, exchange.getId()));
    return http2 ? lowerCase(sent) : sent.build();
  }

  /** HTTP/2 may divide a cookie into lines; elsewhere there is but one (RFC 9113, 8.2.3). */
  private static List<Header> oneCookie(Request recorded) {
    List<Header> cookies =
        recorded.getHeadersList().stream()
            .filter(header -> header.getName().equalsIgnoreCase("cookie"))
            .toList();
    if (cookies.size() < 2 || !recorded.getProtocol().startsWith(TargetProtocol.HTTP_2)) {
      return recorded.getHeadersList();
    }
    String all = cookies.stream().map(Header::getValue).collect(Collectors.joining("; "));
    List<Header> headers = new ArrayList<>(recorded.getHeadersList());
    headers.set(headers.indexOf(cookies.getFirst()), header("cookie", all));
    headers.removeIf(header -> cookies.subList(1, cookies.size()).contains(header));
    return headers;
  }

  private static Request lowerCase(Request.Builder request) {
    request
        .getHeadersBuilderList()
        .forEach(header -> header.setName(header.getName().toLowerCase(Locale.ROOT)));
    return request.build();
  }

  /** A base path is put before the recorded target, and never takes its place. */
  private static String join(String basePath, String recorded) {
    return recorded.startsWith("/") ? basePath + recorded : recorded;
  }

  private static Set<String> namedByConnection(List<Header> headers) {
    Set<String> names = new HashSet<>();
    headers.stream()
        .filter(header -> header.getName().equalsIgnoreCase("connection"))
        .flatMap(header -> tokens(header.getValue()))
        .forEach(names::add);
    return names;
  }

  private static Stream<String> tokens(String value) {
    return Arrays.stream(value.toLowerCase(Locale.ROOT).split(",", -1)).map(String::strip);
  }

  private static Header header(String name, String value) {
    return Header.newBuilder().setName(name).setValue(value).build();
  }
}
