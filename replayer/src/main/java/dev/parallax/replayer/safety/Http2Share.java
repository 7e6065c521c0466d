package dev.parallax.replayer.safety;

import dev.parallax.replayer.wire.TargetProtocol;

/**
 * How much of a run can go over nothing but HTTP/2.
 *
 * @param plain at a target without TLS, which does not choose
 * @param tls at a target with it, which may choose HTTP/1.1 for all but gRPC
 */
public record Http2Share(Need plain, Need tls) {

  private static final String ANY =
      "it does not speak HTTP/2; --target-protocol http1 sends HTTP/1.1";
  private static final String GRPC = "it does not speak HTTP/2, which gRPC needs";
  private static final String BOTH = GRPC + "; --target-protocol http1 sends all else as HTTP/1.1";

  /** Of the exchanges of a run. */
  public enum Part {
    NONE,
    SOME,
    ALL
  }

  /**
   * @param part that needs it
   * @param missing one sentence, of a target that has it not
   */
  public record Need(Part part, String missing) {}

  /**
   * @param http2 how many of the exchanges were recorded over HTTP/2, or are gRPC; 0 if that is not
   *     known
   * @param grpc how many of those are gRPC; likewise
   */
  public static Http2Share of(TargetProtocol protocol, long http2, long grpc, long exchanges) {
    Need ofGrpc = new Need(part(grpc, exchanges), GRPC);
    return switch (protocol) {
      case HTTP1 -> new Http2Share(ofGrpc, ofGrpc);
      case HTTP2 -> both(new Need(Part.ALL, missing(grpc, exchanges)));
      case AUTO -> new Http2Share(new Need(part(http2, exchanges), missing(grpc, http2)), ofGrpc);
    };
  }

  private static Http2Share both(Need need) {
    return new Http2Share(need, need);
  }

  private static Part part(long some, long all) {
    return some == 0 ? Part.NONE : some < all ? Part.SOME : Part.ALL;
  }

  private static String missing(long grpc, long http2) {
    return grpc == 0 ? ANY : grpc < http2 ? BOTH : GRPC;
  }
}
