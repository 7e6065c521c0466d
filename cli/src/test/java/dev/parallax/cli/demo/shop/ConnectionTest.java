package dev.parallax.cli.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages on the wire: where one ends and the next begins. */
class ConnectionTest {

  private static final String QUOTE = "{\"lines\":[{\"productId\":1,\"quantity\":1}]}";

  private static Shop shop;

  @BeforeAll
  static void start() throws IOException {
    shop = Shop.start(Catalogue.ofSize(10), Build.CURRENT);
  }

  @AfterAll
  static void stop() throws IOException {
    shop.close();
  }

  @Test
  void keepsAConnectionAliveBehindBodies() throws IOException {
    String answers =
        talk(
            "POST /cart/quote HTTP/1.1\r\nHost: shop\r\nContent-Length: " + QUOTE.length(),
            QUOTE
                + "POST /cart/quote HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5;a=b\r\n"
                + QUOTE.substring(0, 5)
                + "\r\n"
                + Integer.toHexString(QUOTE.length() - 5)
                + "\r\n"
                + QUOTE.substring(5)
                + "\r\n0\r\nA-Trailer: 1\r\n\r\n"
                + "HEAD /products/1 HTTP/1.1\r\nHost: shop\r\n\r\n"
                + "GET /nothing HTTP/1.1\r\nHost: shop\r\n\r\n"
                + "GET /products/1 HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");

    assertThat(statuses(answers)).containsExactly("200", "200", "200", "404", "200");
    assertThat(answers.split("\"subtotal\"", -1)).hasSize(3);
    assertThat(answers.split("Connection: close", -1)).hasSize(2);
  }

  @Test
  void refusesWhatIsNotHttpAndCloses() throws IOException {
    assertThat(statuses(talk("hello", ""))).containsExactly("400");
    assertThat(statuses(talk("GET / HTTP/1.1\r\nno colon", ""))).containsExactly("400");
    assertThat(statuses(talk("POST / HTTP/1.1\r\nContent-Length: x", ""))).containsExactly("400");
    assertThat(statuses(talk("POST / HTTP/1.1\r\nContent-Length: 99999999", "")))
        .containsExactly("400");
    assertThat(statuses(talk("GET /" + "a".repeat(20_000) + " HTTP/1.1", "")))
        .containsExactly("400");
  }

  @Test
  void bringsNoAnswerToWhoLeavesEarly() throws IOException {
    try (Socket socket = socket()) {
      socket.getOutputStream().write(ascii("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n1234"));
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  /** Writes a head and what follows it, and reads until the shop closes. */
  private static String talk(String head, String rest) throws IOException {
    try (Socket socket = socket()) {
      socket.getOutputStream().write(ascii(head + "\r\n\r\n" + rest));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Socket socket() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), shop.port());
  }

  private static Iterable<String> statuses(String answers) {
    return Pattern.compile("HTTP/1\\.1 (\\d+) [A-Z][A-Za-z ]+\r\n")
        .matcher(answers)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
