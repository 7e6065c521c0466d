package dev.parallax.proxy.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import java.util.List;

/** Which protocols are spoken over TLS, RFC 7301: the ones liked best first. */
public final class Alpn {

  public static final String HTTP_1_1 = "http/1.1";
  public static final String HTTP_2 = "h2";

  /** With clients, and with upstreams of which it is not known. */
  public static final List<String> ANY = List.of(HTTP_2, HTTP_1_1);

  public static final List<String> ONLY_HTTP_1_1 = List.of(HTTP_1_1);
  public static final List<String> ONLY_HTTP_2 = List.of(HTTP_2);

  private Alpn() {}

  /** Whoever names none of them is taken to speak HTTP/1.1, as one that names nothing. */
  static ApplicationProtocolConfig offering(List<String> protocols) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocols);
  }
}
