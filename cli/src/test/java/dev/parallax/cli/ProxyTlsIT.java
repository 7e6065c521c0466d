package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.fixture.Certificates;
import dev.parallax.cli.fixture.Nginx;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Parallax.RunningProxy;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.proto.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A packaged proxy between curl and nginx, with TLS on both sides. */
class ProxyTlsIT {

  private static final int CURL_NO_TLS = 35;
  private static final int CURL_BAD_CERTIFICATE = 60;

  @TempDir private static Path work;
  private static Certificates authority;
  private static Nginx production;
  private static String upstream;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    authority =
        Certificates.in(work)
            .issue("nginx", "DNS:localhost")
            .issue("shop", "DNS:shop.example")
            .issue("api", "DNS:*.api.example")
            .issue("user", "DNS:user.example");
    int port = Processes.freePort();
    production =
        Nginx.start(
            work.resolve("nginx"),
            """
            listen 127.0.0.1:%d ssl;
            ssl_protocols TLSv1.2 TLSv1.3;
            ssl_certificate %s;
            ssl_certificate_key %s;
            location / { return 200 "for $http_x_forwarded_for by $http_x_forwarded_proto over $ssl_protocol"; }
            """
                .formatted(port, authority.file("nginx.pem"), authority.file("nginx.key")));
    upstream = "https://localhost:" + port;
  }

  @AfterAll
  static void stop() throws IOException {
    production.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "openssl"})
  void servesCurlFromNginx(String provider) throws Exception {
    Path recording = work.resolve(provider + ".plx");
    Path yaml = work.resolve(provider + ".yaml");
    Files.writeString(
        yaml,
        "proxy: {tls: {certificates: [{cert: %s, key: %s}]}}\n"
            .formatted(authority.file("api.pem"), authority.file("api.key")));
    RunningProxy proxy =
        serving(
            "-c",
            yaml.toString(),
            "--tls-provider",
            provider,
            "--upstream-ca",
            authority.file("ca.pem"),
            "--record-to",
            recording.toString());
    try {
      assertThat(proxy.url()).startsWith("https://");
      assertThat(curl(proxy, "shop.example").out())
          .isEqualTo("for 127.0.0.1 by https over TLSv1.3");
      assertThat(curl(proxy, "v2.api.example", "--tlsv1.2", "--tls-max", "1.2").exitCode())
          .isZero();
      // Who names another host is shown the first certificate.
      assertThat(curl(proxy, "other.example").exitCode()).isEqualTo(CURL_BAD_CERTIFICATE);
      String[] old = {"--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0"};
      assertThat(curl(proxy, "shop.example", old).exitCode()).isEqualTo(CURL_NO_TLS);
      Processes.Result plain =
          Processes.run(work, List.of("curl", "-s", proxy.url().replace("https:", "http:")));
      assertThat(plain.exitCode()).isNotZero();
      assertThat(plain.out()).isEmpty();
      new Socket(InetAddress.getLoopbackAddress(), URI.create(proxy.url()).getPort()).close();
    } finally {
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
    }
    assertThat(proxy.printed()).doesNotContain("Exception", "\tat ");
    Recorded recorded = Recorded.read(recording);
    assertThat(recorded.exchanges()).extracting(Exchange::getScheme).containsOnly("https");
    assertThat(recorded.exchanges()).hasSize(2);
  }

  @Test
  void asksClientsForCertificates() throws Exception {
    RunningProxy proxy =
        serving(
            "--upstream-ca",
            authority.file("ca.pem"),
            "--tls-client-ca",
            authority.file("ca.pem"),
            "--tls-client-auth",
            "require",
            "--no-record");
    try {
      String[] known = {"--cert", authority.file("user.pem"), "--key", authority.file("user.key")};
      assertThat(curl(proxy, "shop.example", known).exitCode()).isZero();
      assertThat(curl(proxy, "shop.example").exitCode()).isNotZero();
    } finally {
      proxy.terminate();
    }
  }

  @Test
  void takesConnectionsOfALoadBalancerOnly() throws Exception {
    RunningProxy proxy =
        serving(
            "--upstream-ca",
            authority.file("ca.pem"),
            "--proxy-protocol",
            "require",
            "--no-record");
    try {
      assertThat(curl(proxy, "shop.example", "--haproxy-protocol").out()).startsWith("for 127");
      assertThat(curl(proxy, "shop.example").exitCode()).isEqualTo(CURL_NO_TLS);
    } finally {
      proxy.terminate();
    }
  }

  @Test
  void saysWhatIsNotVerified() throws Exception {
    RunningProxy strict = serving("--no-record");
    RunningProxy lax = serving("--no-record", "--upstream-insecure");
    try {
      assertThat(curl(strict, "shop.example", "-w", "%{http_code}").out())
          .isEqualTo("The upstream's certificate was not accepted.\n502");
      assertThat(curl(lax, "shop.example").exitCode()).isZero();
      assertThat(lax.printed()).contains("certificates are not verified");
    } finally {
      strict.terminate();
      lax.terminate();
    }
  }

  @Test
  void saysInOneLineWhatIsWrongWithACertificate() throws Exception {
    Processes.Result result =
        Parallax.run(
            work,
            "proxy",
            "--listen",
            "127.0.0.1:0",
            "--upstream",
            upstream,
            "--no-record",
            "--tls-cert",
            authority.file("shop.pem"),
            "--tls-key",
            authority.file("api.key"));
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .hasLineCount(1)
        .contains(authority.file("api.key"), "is not the key", "(expected: ");
  }

  /** Serves shop.example. */
  private static RunningProxy serving(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("--upstream", upstream));
    all.addAll(List.of("--tls-cert", authority.file("shop.pem")));
    all.addAll(List.of("--tls-key", authority.file("shop.key")));
    all.addAll(List.of(options));
    return Parallax.proxy(work, all.toArray(String[]::new));
  }

  private static Processes.Result curl(RunningProxy proxy, String host, String... options)
      throws IOException, InterruptedException {
    int port = URI.create(proxy.url()).getPort();
    List<String> command =
        new ArrayList<>(List.of("curl", "-s", "--cacert", authority.file("ca.pem"), "--resolve"));
    command.add("%s:%d:127.0.0.1".formatted(host, port));
    command.addAll(List.of(options));
    command.add("https://%s:%d/".formatted(host, port));
    return Processes.run(work, command);
  }
}
