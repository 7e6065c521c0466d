package dev.parallax.replayer.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.replayer.safety.Http2Share.Part;
import dev.parallax.replayer.wire.TargetProtocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Http2ShareTest {

  /** Of nine exchanges. */
  @ParameterizedTest
  @CsvSource({
    "AUTO,  0, 0, NONE, NONE, ''",
    "AUTO,  5, 0, SOME, NONE, --target-protocol http1",
    "AUTO,  9, 0, ALL,  NONE, --target-protocol http1",
    "AUTO,  9, 9, ALL,  ALL,  which gRPC needs",
    "AUTO,  9, 2, ALL,  SOME, sends all else as HTTP/1.1",
    "HTTP1, 9, 0, NONE, NONE, ''",
    "HTTP1, 9, 2, SOME, SOME, which gRPC needs",
    "HTTP1, 9, 9, ALL,  ALL,  which gRPC needs",
    "HTTP2, 0, 0, ALL,  ALL,  --target-protocol http1",
    "HTTP2, 9, 9, ALL,  ALL,  which gRPC needs",
  })
  void saysWhatATargetLacks(
      TargetProtocol protocol, long http2, long grpc, Part plain, Part tls, String missing) {
    Http2Share share = Http2Share.of(protocol, http2, grpc, 9);

    assertThat(share.plain().part()).isEqualTo(plain);
    assertThat(share.tls().part()).isEqualTo(tls);
    assertThat(share.plain().missing()).contains(missing);
  }
}
