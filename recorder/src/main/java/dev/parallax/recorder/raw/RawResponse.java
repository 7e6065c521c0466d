package dev.parallax.recorder.raw;

import java.util.List;

/**
 * One final response as it was seen.
 *
 * @param reason the reason phrase, possibly empty
 * @param protocol as on the status line: {@code HTTP/1.1}
 */
public record RawResponse(
    int status,
    String reason,
    String protocol,
    List<RawHeader> headers,
    RawBody body,
    List<RawHeader> trailers) {

  public RawResponse {
    headers = List.copyOf(headers);
    trailers = List.copyOf(trailers);
  }

  @Override
  public String toString() {
    return "RawResponse[%d, %d headers, %s]".formatted(status, headers.size(), body);
  }
}
