package dev.parallax.replayer.safety;

import dev.parallax.replayer.safety.Http2Share.Part;
import dev.parallax.replayer.wire.TargetTls;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Shakes hands with an {@code https} target, as the connections of a run will. Blocks. */
final class Handshake {

  private static final String HTTP_2 = "h2";
  private static final String HTTP_1 = "http/1.1";

  private Handshake() {}

  /**
   * @param socket connected; closed by the caller
   * @param http2 how much can go over nothing else: if all, nothing else is offered
   * @return whether the target takes what it is to be spoken to in
   * @throws SSLException if the handshake fails, or something else comes of it than a handshake
   */
  static boolean isAgreed(Socket socket, Target target, TargetTls tls, Part http2)
      throws IOException {
    SSLSocket secure =
        (SSLSocket)
            tls.context()
                .getSocketFactory()
                .createSocket(socket, target.host(), target.port(), false);
    SSLParameters parameters = secure.getSSLParameters();
    if (!tls.isInsecure()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    switch (http2) {
      case NONE -> {}
      case SOME -> parameters.setApplicationProtocols(new String[] {HTTP_2, HTTP_1});
      case ALL -> parameters.setApplicationProtocols(new String[] {HTTP_2});
    }
    secure.setSSLParameters(parameters);
    try {
      secure.startHandshake();
    } catch (SSLException e) {
      throw e;
    } catch (IOException e) {
      // Silence or a hang-up, where a handshake was due.
      throw new SSLException(e);
    }
    return http2 == Part.NONE || secure.getApplicationProtocol().equals(HTTP_2);
  }

  /** In fixed words: what an exception says of a certificate holds what it says of itself. */
  static String failed(SSLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException
          || cause instanceof CertPathValidatorException) {
        return "its certificate is not trusted; --target-ca FILE.pem says whose is,"
            + " --target-insecure trusts any";
      }
    }
    return failure.getCause() instanceof CertificateException
        ? "its certificate is another host's; --target-insecure takes it all the same"
        : "the TLS handshake failed; it may not speak TLS (expected: http://), or not HTTP/2"
            + " (--target-protocol), or ask for a certificate (--target-cert, --target-key)";
  }
}
