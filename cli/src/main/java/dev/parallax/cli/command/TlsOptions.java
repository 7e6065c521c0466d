package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.CertificateSettings;
import dev.parallax.cli.config.Settings;
import dev.parallax.proxy.tls.ClientCertificates;
import dev.parallax.proxy.tls.KeyFiles;
import dev.parallax.proxy.tls.TlsProvider;
import dev.parallax.proxy.tls.TlsSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What comes before requests on a proxy's connections: TLS on both sides, the PROXY protocol. */
final class TlsOptions {

  /** Whether a load balancer says who the client is. */
  enum ProxyProtocol {
    OFF,
    REQUIRE
  }

  @Option(
      names = "--tls-cert",
      descriptionKey = "proxy.tls.cert",
      paramLabel = "FILE.pem",
      description =
          "Clients are served over TLS, with this certificate and those between it and the authority."
              + " More, by the name that clients ask for: proxy.tls.certificates in parallax.yaml.")
  private @Nullable Path cert;

  @Option(
      names = "--tls-key",
      descriptionKey = "proxy.tls.key",
      paramLabel = "FILE.pem",
      description = "Its key, not encrypted.")
  private @Nullable Path key;

  @Option(
      names = "--tls-client-ca",
      descriptionKey = "proxy.tls.clientCa",
      paramLabel = "FILE.pem",
      description = "The authorities that clients' certificates may be from.")
  private @Nullable Path clientCa;

  @Option(
      names = "--tls-client-auth",
      descriptionKey = "proxy.tls.clientAuth",
      defaultValue = "none",
      paramLabel = "POLICY",
      description =
          "Whether clients show a certificate: none, optional (a bad one is refused), or require."
              + " Default: none.")
  private ClientCertificates clientAuth = ClientCertificates.NONE;

  @Option(
      names = "--tls-provider",
      descriptionKey = "proxy.tls.provider",
      defaultValue = "auto",
      paramLabel = "NAME",
      description =
          "What does TLS: openssl (BoringSSL), jdk, or auto for the first of these that the machine"
              + " offers. Default: auto.")
  private TlsProvider provider = TlsProvider.AUTO;

  @Option(
      names = "--upstream-ca",
      descriptionKey = "proxy.tls.upstreamCa",
      paramLabel = "FILE.pem",
      description =
          "The authorities that certificates of https upstreams may be from. Default: those that the"
              + " JDK trusts.")
  private @Nullable Path upstreamCa;

  @Option(
      names = "--upstream-insecure",
      descriptionKey = "proxy.tls.upstreamInsecure",
      defaultValue = "false",
      description = "Takes any certificate of an https upstream.")
  private boolean upstreamInsecure;

  @Option(
      names = "--upstream-cert",
      descriptionKey = "proxy.tls.upstreamCert",
      paramLabel = "FILE.pem",
      description = "The certificate that https upstreams are shown which ask for one.")
  private @Nullable Path upstreamCert;

  @Option(
      names = "--upstream-key",
      descriptionKey = "proxy.tls.upstreamKey",
      paramLabel = "FILE.pem",
      description = "Its key, not encrypted.")
  private @Nullable Path upstreamKey;

  @Option(
      names = "--proxy-protocol",
      descriptionKey = "proxy.proxyProtocol",
      defaultValue = "off",
      paramLabel = "MODE",
      description =
          "Whether each client connection begins with a header of the PROXY protocol, version 1 or 2,"
              + " that says who the client is: off, or require. Default: off.")
  private ProxyProtocol proxyProtocol = ProxyProtocol.OFF;

  TlsSettings settings(CommandLine commandLine) {
    Settings settings = Invocation.settings(commandLine);
    List<KeyFiles> certificates =
        Stream.concat(
                pair("proxy.tls.cert", cert, "proxy.tls.key", key).stream(),
                new CertificateSettings(settings).certificates().stream())
            .toList();
    try {
      return new TlsSettings(
          provider,
          certificates,
          Optional.ofNullable(clientCa),
          clientAuth,
          Optional.ofNullable(upstreamCa),
          upstreamInsecure,
          pair("proxy.tls.upstreamCert", upstreamCert, "proxy.tls.upstreamKey", upstreamKey));
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  boolean proxyProtocol() {
    return proxyProtocol == ProxyProtocol.REQUIRE;
  }

  private static Optional<KeyFiles> pair(
      String certKey, @Nullable Path cert, String keyKey, @Nullable Path key) {
    if (cert == null && key == null) {
      return Optional.empty();
    }
    if (cert == null || key == null) {
      throw CliException.usage(
          "%s: set without %s (expected: both)"
              .formatted(key == null ? certKey : keyKey, key == null ? keyKey : certKey));
    }
    return Optional.of(new KeyFiles(cert, key));
  }
}
