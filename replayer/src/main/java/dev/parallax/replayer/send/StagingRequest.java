package dev.parallax.replayer.send;

import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.replayer.safety.Target;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the request that a leg gets of the one that was recorded.
 *
 * <p>Method, path, query, header order and body stay. What belongs to a connection goes; Host is
 * the target's; lengths are computed anew, since values were replaced; the body's content coding
 * was removed when it was recorded, so none is claimed. Trailers are not sent.
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
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          RUN_HEADER);

  /** Methods whose requests say that they have no body by saying nothing. */
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "DELETE", "TRACE");

  private StagingRequest() {}

  public static Request of(Request recorded, Target target, String runId) {
    Request.Builder sent =
        Request.newBuilder()
            .setMethod(recorded.getMethod())
            .setTarget(join(target.basePath(), recorded.getTarget()))
            .setProtocol("HTTP/1.1")
            .setBody(recorded.getBody())
            .addHeaders(header("Host", target.authority()));
    Set<String> ofConnection = namedByConnection(recorded.getHeadersList());
    for (Header header : recorded.getHeadersList()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      if (name.equals("accept-encoding")) {
        sent.addHeaders(header.toBuilder().setValue(ACCEPTED_CODINGS));
      } else if (!DROPPED.contains(name) && !ofConnection.contains(name) && !name.startsWith(":")) {
        sent.addHeaders(header);
      }
    }
    int length = recorded.getBody().getContent().size();
    if (length > 0 || !BODILESS.contains(recorded.getMethod())) {
      sent.addHeaders(header("Content-Length", Integer.toString(length)));
    }
    return sent.addHeaders(header(RUN_HEADER, runId)).build();
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
