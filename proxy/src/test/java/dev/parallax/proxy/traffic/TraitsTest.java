package dev.parallax.proxy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.traffic.Traits.Side;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraitsTest {

  /** The labels of server and client, empty where the table says ''. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        // method, status, failure,            method, status, error of a server, of a client
        "GET,      200, none,                  GET,      200,  '',                ''",
        "QUERY,    304, none,                  QUERY,    304,  '',                ''",
        "DELETE,   404, none,                  DELETE,   404,  '',                404",
        "POST,     500, none,                  POST,     500,  500,               500",
        "POST,     502, CONNECT_REFUSED,       POST,     502,  connect_refused,   connect_refused",
        "PUT,      0,   CLIENT_ABORTED,        PUT,      '',   client_aborted,    client_aborted",
        "get,      200, none,                  _OTHER,   200,  '',                ''",
        "HACKED,   101, none,                  _OTHER,   101,  '',                ''",
        "TRACE,    999, none,                  TRACE,    999,  999,               999",
        "TRACE,    1000, none,                 TRACE,    '',   '',                ''",
      })
  void labelsWhatIsKnown(
      String method,
      int status,
      Failure.@Nullable Kind failure,
      String methodLabel,
      String statusLabel,
      String serverError,
      String clientError) {
    int code = Traits.code(Traits.request(method, HttpVersion.HTTP_1_1, "http"), status, failure);
    assertThat(Traits.of(code, Side.SERVER))
        .isEqualTo(new Traits(methodLabel, "http", "1.1", statusLabel, serverError));
    assertThat(Traits.of(code, Side.CLIENT))
        .isEqualTo(new Traits(methodLabel, "http", "1.1", statusLabel, clientError));
  }

  /** What alerts look at: whether it failed, and whether that is anybody's fault here. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        // status, failure,       status, error of a server, of a client
        "200, none,               2xx,    '',                ''",
        "404, none,               4xx,    '',                4xx",
        "503, none,               5xx,    5xx,               5xx",
        "0,   none,               '',     '',                ''",
        "200, CLIENT_ABORTED,     '',     client_aborted,    client_aborted",
        "503, REFUSED,            503,    refused,           refused",
        "501, REFUSED,            '',     refused,           refused",
        "502, CONNECT_REFUSED,    '',     _OTHER,            _OTHER",
      })
  void keepsHowItWentOfWhatThereIsNoRoomFor(
      int status,
      Failure.@Nullable Kind failure,
      String statusLabel,
      String serverError,
      String clientError) {
    int request = Traits.request("GET", HttpVersion.HTTP_1_1, "https");
    int code = Traits.overflow(Traits.code(request, status, failure));
    assertThat(Traits.of(code, Side.SERVER))
        .isEqualTo(new Traits("_OTHER", "http", "", statusLabel, serverError));
    assertThat(Traits.of(code, Side.CLIENT))
        .isEqualTo(new Traits("_OTHER", "http", "", statusLabel, clientError));
  }

  @Test
  void tellsVersionsAndSchemesApart() {
    int request = Traits.request("GET", HttpVersion.HTTP_1_0, "https");
    assertThat(Traits.of(request, Side.SERVER))
        .isEqualTo(new Traits("GET", "https", "1.0", "", ""));
    int two = Traits.withVersion(request, new HttpVersion("HTTP", 2, 0, true));
    assertThat(Traits.of(two, Side.SERVER)).isEqualTo(new Traits("GET", "https", "2", "", ""));
    assertThat(Traits.of(Traits.withVersion(two, null), Side.SERVER).version()).isEmpty();
  }
}
