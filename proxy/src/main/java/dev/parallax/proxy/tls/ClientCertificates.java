package dev.parallax.proxy.tls;

import io.netty.handler.ssl.ClientAuth;

/** Whether clients show a certificate. */
public enum ClientCertificates {
  /** None is asked for. */
  NONE(ClientAuth.NONE),
  /** One is asked for, and must be valid if it is given. */
  OPTIONAL(ClientAuth.OPTIONAL),
  /** Who shows none is not served. */
  REQUIRE(ClientAuth.REQUIRE);

  final ClientAuth auth;

  ClientCertificates(ClientAuth auth) {
    this.auth = auth;
  }
}
