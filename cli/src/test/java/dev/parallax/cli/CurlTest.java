package dev.parallax.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.cli.fixture.Suites;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code show --format curl}: its lines, run by a shell, send what was recorded. */
class CurlTest {

  @SuppressWarnings("ArrayRecordComponent") // Only looked at.
  private record Received(
      String method, String target, Map<String, List<String>> headers, byte[] body) {}

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  /** Takes a request line as it comes, which servers proper do not. */
  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        InputStream in = client.getInputStream();
        String[] start = line(in).split(" ", -1);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          int colon = line.indexOf(':');
          headers
              .computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
              .add(line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", List.of("0")).get(0));
        received.add(new Received(start[0], start[1], headers, in.readNBytes(length)));
        client.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(UTF_8));
      } catch (IOException closed) {
        // The test is over, or curl has gone.
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Test
  void sendsMethodTargetHeadersAndNothingElse() throws Exception {
    Exchange.Builder exchange = Suites.get("a", "s", 0, "/a/../b?q=[1-3]{x,y}&it's=%27$HOME`id`!");
    exchange
        .getRequestBuilder()
        .addHeaders(Suites.header("X-Quoted", "it's \"so\" $(id) `id` \\ !x"))
        .addHeaders(Suites.header("X-Twice", "1"))
        .addHeaders(Suites.header("X-Twice", "2"))
        .addHeaders(Suites.header("X-Empty", ""))
        .addHeaders(Suites.header("Accept-Encoding", "gzip"))
        .addHeaders(Suites.header("Connection", "keep-alive, X-Hop"))
        .addHeaders(Suites.header("X-Hop", "gone"));

    Received got = sent(exchange);

    assertThat(got.method()).isEqualTo("GET");
    assertThat(got.target()).isEqualTo("/base/a/../b?q=[1-3]{x,y}&it's=%27$HOME`id`!");
    assertThat(got.headers().keySet())
        .containsExactlyInAnyOrder("Host", "X-Quoted", "X-Twice", "X-Empty", "Accept-Encoding");
    assertThat(got.headers().get("X-Quoted")).containsExactly("it's \"so\" $(id) `id` \\ !x");
    assertThat(got.headers().get("X-Twice")).containsExactly("1", "2");
    assertThat(got.headers().get("X-Empty")).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "@/etc/hostname",
        "two\nlines, it's \"quoted\" $HOME %s %% \\n\n",
        "ünïcödé 🐵",
      })
  void sendsTextAsItIs(String text) throws Exception {
    Received got = sent(posted(ByteString.copyFromUtf8(text)));

    assertThat(new String(got.body(), UTF_8)).isEqualTo(text);
    assertThat(got.method()).isEqualTo("PUT");
    assertThat(got.headers().get("Content-Type")).containsExactly("application/json");
    assertThat(got.headers()).doesNotContainKeys("Accept", "User-Agent");
  }

  @Test
  void sendsBytesAndWhatIsTooLongForAnArgument() throws Exception {
    byte[] bytes = new byte[70_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    assertThat(sent(posted(ByteString.copyFrom(bytes))).body()).isEqualTo(bytes);
    String text = "it's long %d\n".repeat(20_000);
    assertThat(sent(posted(ByteString.copyFromUtf8(text))).body()).isEqualTo(text.getBytes(UTF_8));
  }

  @Test
  void joinsTheCookiesOfHttp2AndSendsNoTypeThatWasNotThere() throws Exception {
    Exchange.Builder exchange = posted(ByteString.copyFromUtf8("x"));
    exchange
        .getRequestBuilder()
        .clearHeaders()
        .setProtocol("HTTP/2")
        .addHeaders(Suites.header("cookie", "a=1"))
        .addHeaders(Suites.header("cookie", "b=2"));

    Received got = sent(exchange);

    assertThat(got.headers().get("Cookie")).containsExactly("a=1; b=2");
    assertThat(got.headers()).doesNotContainKey("Content-Type");
  }

  @Test
  void givesNoCommandForWhatIsNotWholeOrNotHttp() throws Exception {
    Exchange.Builder truncated = posted(ByteString.copyFromUtf8("{"));
    truncated.getRequestBuilder().getBodyBuilder().setTruncated(true).setLength(900);
    Exchange.Builder reduced = posted(ByteString.EMPTY).setId("b\nrm -rf /");
    reduced
        .getRequestBuilder()
        .getBodyBuilder()
        .setExtent(Body.Extent.EXTENT_REDUCED)
        .setReducedBecause("content type is not sanitised")
        .setLength(7);
    Exchange.Builder readsAFile = Suites.get("c", "s", 0, "/");
    readsAFile.getRequestBuilder().addHeaders(Suites.header("@/etc/hostname", "x"));

    assertThat(lines(List.of(truncated, reduced, readsAFile)))
        .allMatch(line -> line.startsWith("# "))
        .contains(
            "# not whole: PUT with a body of 900 bytes, of which a part was recorded",
            "# not whole: PUT with a body of 7 bytes: content type is not sanitised",
            "# b?rm -rf /, 2026-11-23T10:00:00Z",
            "# no command: its method, target or headers are not HTTP");
  }

  @Test
  void sendsToWhereProductionWasUnlessToldOtherwise() throws Exception {
    Path file =
        Suites.write(
            directory.resolve("a.plx"), List.of(Suites.event(Suites.get("a", "s", 0, "/a?b=1"))));
    assertThat(run("show", file.toString(), "--format", "curl")).isZero();
    assertThat(out.toString()).contains(" 'http://shop.example/a?b=1'\n");
  }

  private static Exchange.Builder posted(ByteString content) {
    Exchange.Builder exchange = Suites.get("a", "s", 0, "/orders");
    exchange.setRequest(
        Request.newBuilder()
            .setMethod("PUT")
            .setTarget("/orders")
            .setProtocol("HTTP/1.1")
            .addHeaders(Suites.header("Content-Type", "application/json"))
            .addHeaders(Suites.header("Content-Length", "12345"))
            .addHeaders(Suites.header("Expect", "100-continue"))
            .setBody(Suites.body("application/json", content)));
    return exchange;
  }

  private Received sent(Exchange.Builder exchange) throws Exception {
    List<String> lines = lines(List.of(exchange));
    Path script =
        Files.writeString(directory.resolve("script.sh"), String.join("\n", lines) + "\n");
    received.clear();
    Process shell =
        new ProcessBuilder("sh", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("printed").toFile())
            .start();
    assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as(Files.readString(directory.resolve("printed"))).isZero();
    assertThat(received).hasSize(1);
    return received.remove();
  }

  private List<String> lines(List<Exchange.Builder> exchanges) throws IOException {
    Path file = directory.resolve("suite.plx");
    Files.deleteIfExists(file);
    Suites.write(file, exchanges.stream().map(Suites::event).toList());
    out.getBuffer().setLength(0);
    String base = "http://127.0.0.1:" + server.getLocalPort() + "/base/";
    assertThat(run("show", file.toString(), "--format", "curl", "--at", base)).isZero();
    return Arrays.asList(out.toString().split("\n"));
  }

  private int run(String... arguments) {
    return Main.run(arguments, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
