package dev.parallax.proxy.tls;

import java.io.IOException;

/** A file or setting that TLS can't be made of: the message says which, why, and what to do. */
public final class TlsFault extends IOException {

  private static final long serialVersionUID = 1;

  TlsFault(String message) {
    super(message);
  }
}
