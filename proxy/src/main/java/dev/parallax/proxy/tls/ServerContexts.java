package dev.parallax.proxy.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What clients are shown, by the name that they ask for, in one state of the files. */
final class ServerContexts {

  /** With forward secrecy and authenticated: the cipher suites of TLS 1.3, and the like before. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /** In the order of the settings; at least one. */
  private final List<SslContext> all = new ArrayList<>();

  private final List<CertificateLife> lives = new ArrayList<>();

  /** {@code *.name} for all names that have one label more. */
  private final Map<String, SslContext> byName = new HashMap<>();

  private ServerContexts() {}

  /**
   * @throws TlsFault if a file can't be used
   */
  static ServerContexts load(TlsSettings settings) throws TlsFault {
    SslProvider provider = settings.provider().selected();
    List<X509Certificate> authorities =
        settings.clientCa().isPresent() ? Certificates.read(settings.clientCa().get()) : List.of();
    ServerContexts contexts = new ServerContexts();
    try {
      for (KeyFiles files : settings.certificates()) {
        contexts.add(files, settings.clientCertificates(), authorities, provider);
      }
      return contexts;
    } catch (TlsFault e) {
      contexts.release();
      throw e;
    }
  }

  private void add(
      KeyFiles files,
      ClientCertificates asked,
      List<X509Certificate> authorities,
      SslProvider provider)
      throws TlsFault {
    Identity identity = Identity.read(files);
    SslContextBuilder builder =
        SslContextBuilder.forServer(identity.key(), identity.chain())
            .sslProvider(provider)
            .protocols(Protocols.ALL)
            .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
            .clientAuth(asked.auth)
            .applicationProtocolConfig(Alpn.offering(Alpn.ANY));
    if (!authorities.isEmpty()) {
      builder.trustManager(authorities);
    }
    try {
      SslContext context = builder.build();
      all.add(context);
      lives.add(CertificateLife.of(files, identity));
      Certificates.names(identity.chain().getFirst())
          .forEach(name -> byName.putIfAbsent(name, context));
    } catch (SSLException | IllegalArgumentException e) {
      throw new TlsFault(
          "%s: TLS can't be made of it and %s (expected: an RSA or EC certificate for servers)"
              .formatted(files.certificate(), files.key()));
    }
  }

  /**
   * The one whose certificate is for that name: exactly, else by {@code *.}, else the first.
   *
   * @param host null where the client names none
   */
  SslContext choose(@Nullable String host) {
    SslContext first = all.getFirst();
    if (host == null) {
      return first;
    }
    String name = host.toLowerCase(Locale.ROOT);
    SslContext exact = byName.get(name);
    int dot = name.indexOf('.');
    return exact != null || dot < 0
        ? exact == null ? first : exact
        : byName.getOrDefault("*" + name.substring(dot), first);
  }

  List<CertificateLife> lives() {
    return lives;
  }

  /** To be called when no event loop can still be about to use it. */
  void release() {
    all.forEach(ReferenceCountUtil::release);
  }
}
