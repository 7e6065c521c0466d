package dev.parallax.replayer.send;

import dev.parallax.proto.Failure;
import dev.parallax.proto.Failure.Kind;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Names what went wrong, in fixed words: an exception's message may hold what was received. */
final class Failures {

  /** RFC 9113, section 7. */
  private static final long REFUSED_STREAM = 0x7;

  private Failures() {}

  static Failure connectTimeout() {
    return failure(Kind.CONNECT_TIMEOUT, "no connection in time");
  }

  static Failure noPlace() {
    return failure(Kind.CONNECT_TIMEOUT, "no connection had a stream to spare in time");
  }

  /** Where production's client had none by then, either. */
  static Failure left() {
    return failure(Kind.CLIENT_ABORTED, "left as production's client had, before an answer");
  }

  static Failure responseTimeout() {
    return failure(Kind.RESPONSE_TIMEOUT, "no whole response in time");
  }

  /** While there was no connection yet. */
  static Failure connecting(Throwable cause) {
    if (isTls(cause)) {
      return failure(Kind.TLS, "the TLS handshake failed");
    }
    if (typeOf(cause).startsWith("Http2")) {
      return noHttp2();
    }
    return switch (cause) {
      case UnknownHostException e -> failure(Kind.NAME_UNRESOLVED, "the name is not known");
      case NoRouteToHostException e -> failure(Kind.CONNECT_REFUSED, "no route to the host");
      case ConnectException e when isTimeout(e) -> connectTimeout();
      case ConnectException e -> failure(Kind.CONNECT_REFUSED, "the connection was refused");
      case HttpClosedException e -> failure(Kind.RESET, "closed while connecting");
      // What was agreed on by ALPN is not what was asked for.
      case IllegalStateException e -> noHttp2();
      default -> failure(Kind.CONNECT_REFUSED, "no connection: " + typeOf(cause));
    };
  }

  /** While sending, or waiting for the response, or reading it. */
  static Failure exchanging(Throwable cause) {
    if (isTls(cause)) {
      return failure(Kind.TLS, "the TLS connection failed");
    }
    if (typeOf(cause).startsWith("TooLongHttp") || typeOf(cause).startsWith("HeaderListSize")) {
      return failure(Kind.TOO_LARGE, "the response's head is larger than is read");
    }
    return switch (cause) {
      case HttpClosedException e -> failure(Kind.RESET, "closed before the response was whole");
      case StreamResetException e -> failure(Kind.RESET, "reset before the response was whole");
      case IOException e -> failure(Kind.RESET, "reset before the response was whole");
      default -> failure(Kind.MALFORMED, "what came is not HTTP: " + typeOf(cause));
    };
  }

  /** Whether the leg says that it has not touched the request. */
  static boolean isUnprocessed(Throwable cause) {
    return cause instanceof StreamResetException reset && reset.getCode() == REFUSED_STREAM;
  }

  private static Failure noHttp2() {
    return failure(
        Kind.MALFORMED,
        "the target does not speak HTTP/2 (--target-protocol http1 sends HTTP/1.1)");
  }

  /** An alert may come after the handshake, and is then wrapped once more. */
  private static boolean isTls(Throwable cause) {
    return cause instanceof SSLException || cause.getCause() instanceof SSLException;
  }

  /** The name of Netty's exception, a type that this module does not see. */
  private static boolean isTimeout(ConnectException e) {
    return typeOf(e).equals("ConnectTimeoutException");
  }

  private static String typeOf(Throwable cause) {
    return cause.getClass().getSimpleName();
  }

  private static Failure failure(Kind kind, String detail) {
    return Failure.newBuilder().setKind(kind).setDetail(detail).build();
  }
}
