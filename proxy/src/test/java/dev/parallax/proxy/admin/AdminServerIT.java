package dev.parallax.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is answered, within which bounds, and whom nobody keeps from asking. */
class AdminServerIT {

  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final String TOKEN = "0123456789abcdef-token";
  private static final String GET = "GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n";

  private static final String LONG = "0123456789".repeat(30_000);

  private final Endpoints endpoints =
      new Endpoints()
          .open("/livez", _ -> AdminAnswer.text(200, "ok"))
          .on("GET", "/echo", request -> AdminAnswer.text(200, request.body()))
          .on("GET", "/long", _ -> AdminAnswer.text(200, LONG))
          .on("PUT", "/echo", request -> AdminAnswer.text(200, request.body()))
          .on(
              "PUT",
              "/wrong",
              _ -> {
                throw new Endpoint.BadRequest("Expected: better");
              });

  @Test
  void isReadyOnlyOnceItServes() throws Exception {
    try (AdminServer admin = start(Optional.empty())) {
      assertThat(ask(admin, "GET", "/livez")).startsWith("HTTP/1.1 200");
      assertThat(ask(admin, "GET", "/readyz")).startsWith("HTTP/1.1 503").endsWith("starting\n");
      assertThat(ask(admin, "GET", "/echo")).startsWith("HTTP/1.1 404");
      admin.serve(endpoints);
      assertThat(ask(admin, "GET", "/echo")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void asksForATokenWhereOthersCanAsk() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdminSettings(new InetSocketAddress(0), Optional.empty()))
        .withMessageContaining("admin.listen")
        .withMessageContaining("loopback")
        .withMessageContaining("admin.tokenFile");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdminToken.of("short"))
        .withMessageContaining("16")
        .withMessageNotContaining("short");
    assertThat(new AdminSettings(new InetSocketAddress(0), Optional.of(AdminToken.of(TOKEN))))
        .asString()
        .doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "/livez   |                                | 200",
        "/echo    |                                | 401",
        "/echo    | Bearer 0123456789abcdef-token  | 200",
        "/echo    | bearer 0123456789abcdef-token  | 200",
        "/echo    | Bearer 0123456789abcdef-tokeN  | 401",
        "/echo    | Bearer 0123456789abcdef-token2 | 401",
        "/echo    | Bearer                         | 401",
        "/echo    | Basic 0123456789abcdef-token   | 401",
        "/nothing |                                | 401",
        "/nothing | Bearer 0123456789abcdef-token  | 404",
      },
      delimiter = '|')
  void answersWhoShowsTheToken(String path, @Nullable String authorization, int status)
      throws Exception {
    try (AdminServer admin = start(Optional.of(AdminToken.of(TOKEN)))) {
      admin.serve(endpoints);
      String header = authorization == null ? "" : "Authorization: " + authorization + "\r\n";
      String answer = send(admin, GET.formatted(path, header));
      assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain(TOKEN);
      assertThat(answer.contains("WWW-Authenticate: Bearer")).isEqualTo(status == 401);
      if (status == 401) {
        assertThat(answer).doesNotContain("/echo");
      }
    }
  }

  @Test
  void saysWhatIsAllowedAndWhatThereIs() throws Exception {
    try (AdminServer admin = start(Optional.empty())) {
      admin.serve(endpoints);
      assertThat(ask(admin, "POST", "/echo"))
          .startsWith("HTTP/1.1 405")
          .contains("Allow: GET, HEAD, PUT");
      assertThat(ask(admin, "DELETE", "/livez"))
          .startsWith("HTTP/1.1 405")
          .contains("Allow: GET, HEAD\r\n");
      assertThat(ask(admin, "GET", "/"))
          .startsWith("HTTP/1.1 404")
          .endsWith("Not found. There are: /echo /livez /long /wrong\n");
      assertThat(ask(admin, "PUT", "/wrong"))
          .startsWith("HTTP/1.1 400")
          .endsWith("Expected: better\n");
    }
  }

  @Test
  void tellsTheHeadAlone() throws Exception {
    try (AdminServer admin = start(Optional.empty())) {
      admin.serve(endpoints);
      for (String path : List.of("/livez", "/long")) {
        String get = ask(admin, "GET", path);
        String head = ask(admin, "HEAD", path);
        assertThat(head).startsWith("HTTP/1.1 200").isEqualTo(get.substring(0, head.length()));
        assertThat(head).endsWith("\r\n\r\n");
      }
    }
  }

  @Test
  void tellsAllOfALongAnswer() throws Exception {
    try (AdminServer admin = start(Optional.empty())) {
      admin.serve(endpoints);
      assertThat(ask(admin, "GET", "/long")).endsWith("\r\n\r\n" + LONG + "\n");
    }
  }

  @Test
  void refusesATargetThatCanNotBeDecoded() throws Exception {
    try (AdminServer admin = start(Optional.empty())) {
      admin.serve(endpoints);
      for (String target : List.of("/echo%", "/%zz", "/echo?wait=%1")) {
        assertThat(ask(admin, "GET", target)).as(target).startsWith("HTTP/1.1 400");
      }
    }
  }

  @Test
  void boundsWhatItReads() throws Exception {
    try (AdminServer admin = start(Optional.empty())) {
      admin.serve(endpoints);
      String body = "x".repeat(4_096);
      String put = "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n";
      assertThat(send(admin, put.formatted(4_096) + body))
          .startsWith("HTTP/1.1 200")
          .contains(body);
      assertThat(send(admin, put.formatted(4_097))).startsWith("HTTP/1.1 413");
      assertThat(send(admin, GET.formatted("/" + "x".repeat(3_000), "")))
          .startsWith("HTTP/1.1 414");
      assertThat(send(admin, GET.formatted("/echo", "A: " + "x".repeat(9_000) + "\r\n")))
          .startsWith("HTTP/1.1 431");
      assertThat(send(admin, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
      assertThat(ask(admin, "GET", "/livez")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void closesWhoTakesTooLongToAsk() throws Exception {
    try (AdminServer admin =
            AdminServer.start(
                new AdminSettings(LOOPBACK, Optional.empty()), Duration.ofMillis(200));
        Socket silent = connect(admin);
        Socket halfway = connect(admin)) {
      halfway.getOutputStream().write("GET /livez HT".getBytes(StandardCharsets.US_ASCII));
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(halfway.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void tellsOfHealthHoweverManyStall() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(AdminServer.MAX_CONNECTIONS / 2);
    List<Socket> stalled = new ArrayList<>();
    try (AdminServer admin =
        AdminServer.start(new AdminSettings(LOOPBACK, Optional.empty()), Duration.ofMinutes(10))) {
      admin.serve(
          endpoints.on(
              "GET",
              "/wait",
              _ -> {
                asked.countDown();
                end.await();
                return AdminAnswer.text(200, "late");
              }));
      // Some wait for their answers, more than may connect at all have only begun to ask.
      for (int i = 0; i < AdminServer.MAX_CONNECTIONS / 2; i++) {
        stalled.add(begin(admin, GET.formatted("/wait", "")));
      }
      asked.await();
      Socket first = stalled.getFirst();
      for (int i = 0; i < 4 * AdminServer.MAX_CONNECTIONS; i++) {
        stalled.add(begin(admin, "GET /li"));
      }
      for (int i = 0; i < 10; i++) {
        assertThat(ask(admin, "GET", "/livez")).startsWith("HTTP/1.1 200");
      }
      // The first of those that had only begun had to go, the one that waits had not.
      assertThat(isClosed(stalled.get(AdminServer.MAX_CONNECTIONS / 2))).isTrue();
      end.countDown();
      assertThat(new String(first.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .endsWith("late\n");
    } finally {
      end.countDown();
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  @Test
  void tellsOfHealthThoughAllWaitForAnswers() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    List<Socket> waiting = new ArrayList<>();
    try (AdminServer admin = start(Optional.empty())) {
      admin.serve(
          endpoints.on(
              "GET",
              "/wait",
              _ -> {
                try {
                  new CountDownLatch(1).await();
                } finally {
                  interrupted.countDown();
                }
                return AdminAnswer.text(200, "never");
              }));
      for (int i = 0; i < AdminServer.MAX_CONNECTIONS; i++) {
        waiting.add(begin(admin, GET.formatted("/wait", "")));
      }
      await()
          .untilAsserted(() -> assertThat(ask(admin, "GET", "/livez")).startsWith("HTTP/1.1 200"));
      // The oldest had to go, and nobody works for it any more.
      assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static AdminServer start(Optional<AdminToken> token) throws IOException {
    return AdminServer.start(new AdminSettings(LOOPBACK, token));
  }

  private static String ask(AdminServer admin, String method, String path) throws IOException {
    return send(admin, "%s %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(method, path));
  }

  /** All that is answered, until the connection's end. */
  private static String send(AdminServer admin, String request) throws IOException {
    try (Socket socket = begin(admin, request)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static Socket begin(AdminServer admin, String bytes) throws IOException {
    Socket socket = connect(admin);
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static Socket connect(AdminServer admin) throws IOException {
    Socket socket = new Socket(admin.address().getAddress(), admin.address().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }
}
