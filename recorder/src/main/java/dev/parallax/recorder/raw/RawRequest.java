package dev.parallax.recorder.raw;

import java.util.List;

/**
 * One request as it was seen.
 *
 * @param target as on the request line, origin form
 * @param protocol as on the request line: {@code HTTP/1.1}
 */
public record RawRequest(
    String method,
    String target,
    String protocol,
    List<RawHeader> headers,
    RawBody body,
    List<RawHeader> trailers) {

  public RawRequest {
    headers = List.copyOf(headers);
    trailers = List.copyOf(trailers);
  }

  @Override
  public String toString() {
    return "RawRequest[%d headers, %s]".formatted(headers.size(), body);
  }
}
