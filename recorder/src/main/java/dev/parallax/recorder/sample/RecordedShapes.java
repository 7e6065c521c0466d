package dev.parallax.recorder.sample;

import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.recorder.hash.Hash;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.RawRoute;
import java.time.Instant;
import java.util.List;

/**
 * The shapes that sampling knows exchanges by, of recorded ones: endpoint, keys of the query,
 * structure of the bodies, status, and names of headers. The same for the same exchange, whichever
 * process asks. Confined to one thread.
 */
public final class RecordedShapes {

  private static final RawRoute NOWHERE = new RawRoute("", 1);

  private final Shapes shapes = new Shapes(Hash.SEED);

  /**
   * @param endpoint its name
   */
  public long of(Exchange exchange, String endpoint) {
    return shapes.of(seen(exchange), Hash.of(Hash.SEED, endpoint));
  }

  private static RawExchange seen(Exchange exchange) {
    Request request = exchange.getRequest();
    boolean answered = exchange.hasResponse();
    return new RawExchange(
        exchange.getId(),
        Instant.EPOCH,
        exchange.getScheme(),
        exchange.getAuthority(),
        "",
        new RawRequest(
            request.getMethod(),
            request.getTarget(),
            request.getProtocol(),
            headers(request.getHeadersList()),
            body(request.getBody()),
            List.of()),
        answered ? response(exchange.getResponse()) : null,
        exchange.hasFailure() || !answered ? exchange.getFailure() : null,
        exchange.getTimings(),
        NOWHERE);
  }

  private static RawResponse response(Response response) {
    return new RawResponse(
        response.getStatus(),
        response.getReason(),
        response.getProtocol(),
        headers(response.getHeadersList()),
        body(response.getBody()),
        List.of());
  }

  /** Bodies are recorded decoded. */
  private static List<RawHeader> headers(List<Header> headers) {
    return headers.stream()
        .filter(header -> !header.getName().equalsIgnoreCase("content-encoding"))
        .map(header -> new RawHeader(header.getName(), header.getValue()))
        .toList();
  }

  private static RawBody body(Body body) {
    byte[] content = body.getContent().toByteArray();
    return new RawBody(content, Math.max(body.getLength(), content.length), body.getTruncated());
  }
}
