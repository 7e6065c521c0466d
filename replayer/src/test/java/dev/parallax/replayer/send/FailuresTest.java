package dev.parallax.replayer.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.proto.Failure.Kind;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailuresTest {

  /** Messages of exceptions may hold what was received. */
  private static final String SECRET = "s3cret";

  static Stream<Arguments> connecting() {
    return Stream.of(
        Arguments.of(new UnknownHostException(SECRET), Kind.NAME_UNRESOLVED),
        Arguments.of(new ConnectException(SECRET), Kind.CONNECT_REFUSED),
        Arguments.of(new NoRouteToHostException(SECRET), Kind.CONNECT_REFUSED),
        Arguments.of(new SSLHandshakeException(SECRET), Kind.TLS),
        Arguments.of(new IOException(new SSLHandshakeException(SECRET)), Kind.TLS),
        Arguments.of(new HttpClosedException(SECRET), Kind.RESET),
        Arguments.of(new IOException(new IOException(SECRET)), Kind.CONNECT_REFUSED),
        Arguments.of(new IllegalStateException(SECRET), Kind.MALFORMED));
  }

  @ParameterizedTest
  @MethodSource("connecting")
  void namesWhyThereIsNoConnection(Throwable cause, Kind kind) {
    assertNamed(Failures.connecting(cause), kind);
  }

  static Stream<Arguments> exchanging() {
    return Stream.of(
        Arguments.of(new HttpClosedException(SECRET), Kind.RESET),
        Arguments.of(new StreamResetException(0), Kind.RESET),
        Arguments.of(new SocketException(SECRET), Kind.RESET),
        Arguments.of(new SSLHandshakeException(SECRET), Kind.TLS),
        Arguments.of(new RuntimeException(new SSLHandshakeException(SECRET)), Kind.TLS),
        Arguments.of(new NumberFormatException(SECRET), Kind.MALFORMED),
        Arguments.of(new IllegalArgumentException(SECRET), Kind.MALFORMED));
  }

  @ParameterizedTest
  @MethodSource("exchanging")
  void namesWhyThereIsNoResponse(Throwable cause, Kind kind) {
    assertNamed(Failures.exchanging(cause), kind);
  }

  private static void assertNamed(Failure failure, Kind kind) {
    assertThat(failure.getKind()).isEqualTo(kind);
    assertThat(failure.getDetail()).isNotEmpty().doesNotContain(SECRET);
  }
}
