package dev.parallax.replayer.send;

import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.wire.TargetProtocol;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/** Takes over what a leg answered, in the words of a recording. */
final class RawResponses {

  private RawResponses() {}

  static RawResponse of(HttpClientResponse response, RawBody content) {
    return new RawResponse(
        response.statusCode(),
        reason(response),
        protocol(response.version()),
        lines(response.headers()),
        content,
        lines(response.trailers()));
  }

  /** HTTP/2 has none: there, the client makes one up. */
  private static String reason(HttpClientResponse response) {
    String reason = response.statusMessage();
    return reason == null || response.version() == HttpVersion.HTTP_2 ? "" : reason;
  }

  private static String protocol(HttpVersion version) {
    return switch (version) {
      case HTTP_1_0 -> "HTTP/1.0";
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> TargetProtocol.HTTP_2;
      case HTTP_3 -> "HTTP/3";
    };
  }

  private static List<RawHeader> lines(MultiMap headers) {
    return headers.entries().stream()
        .filter(line -> !line.getKey().startsWith(":"))
        .map(line -> new RawHeader(line.getKey(), line.getValue()))
        .toList();
  }
}
