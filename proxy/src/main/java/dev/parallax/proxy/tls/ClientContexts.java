package dev.parallax.proxy.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What connections to upstreams are made by: one context for each list of protocols offered. */
final class ClientContexts {

  private final Map<List<String>, SslContext> byOffer;

  private final List<CertificateLife> lives;

  private ClientContexts(Map<List<String>, SslContext> byOffer, List<CertificateLife> lives) {
    this.byOffer = byOffer;
    this.lives = lives;
  }

  /**
   * @throws TlsFault if a file can't be used
   */
  static ClientContexts load(TlsSettings settings) throws TlsFault {
    Optional<Identity> own = Optional.empty();
    List<CertificateLife> lives = new ArrayList<>();
    if (settings.upstreamIdentity().isPresent()) {
      own = Optional.of(Identity.read(settings.upstreamIdentity().get()));
      lives.add(CertificateLife.of(settings.upstreamIdentity().get(), own.get()));
    }
    Map<List<String>, SslContext> byOffer = new HashMap<>();
    try {
      for (List<String> offer : List.of(Alpn.ANY, Alpn.ONLY_HTTP_1_1, Alpn.ONLY_HTTP_2)) {
        byOffer.put(
            offer, builder(settings, own).applicationProtocolConfig(Alpn.offering(offer)).build());
      }
    } catch (SSLException | IllegalArgumentException e) {
      throw new TlsFault(
          "proxy.tls: can't be made ready for upstreams (expected: RSA or EC certificates that this machine knows)");
    }
    return new ClientContexts(byOffer, lives);
  }

  private static SslContextBuilder builder(TlsSettings settings, Optional<Identity> own)
      throws TlsFault {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(settings.provider().selected())
            .protocols(Protocols.ALL);
    if (settings.upstreamInsecure()) {
      builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null);
    } else {
      builder.endpointIdentificationAlgorithm("HTTPS");
    }
    if (settings.upstreamCa().isPresent()) {
      builder.trustManager(Certificates.read(settings.upstreamCa().get()));
    }
    own.ifPresent(identity -> builder.keyManager(identity.key(), identity.chain()));
    return builder;
  }

  /**
   * @param offer one of {@link Alpn}
   */
  SslContext of(List<String> offer) {
    return Objects.requireNonNull(byOffer.get(offer), "offer");
  }

  List<CertificateLife> lives() {
    return lives;
  }

  void release() {
    byOffer.values().forEach(ReferenceCountUtil::release);
  }
}
