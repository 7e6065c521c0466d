package dev.parallax.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client's end of a TLS connection, its handshake done. */
final class TlsWire implements AutoCloseable {

  private final SSLSocket socket;
  final Wire wire;

  private TlsWire(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.wire = new Wire(socket);
  }

  static TlsWire to(InetSocketAddress address, SSLContext context) throws IOException {
    return to(address, context, "localhost", "TLSv1.3");
  }

  /**
   * @param host that is named to the server; empty for none
   */
  static TlsWire to(InetSocketAddress address, SSLContext context, String host, String version)
      throws IOException {
    return over(Wire.connect(address), context, host, version);
  }

  /** On a connection on which something else was said before. */
  static TlsWire over(Socket below, SSLContext context, String host, String version)
      throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(below, null, below.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {version});
    parameters.setServerNames(host.isEmpty() ? List.of() : List.of(new SNIHostName(host)));
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return new TlsWire(socket);
  }

  X509Certificate certificate() throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  /**
   * Asks for a second handshake, which TLS 1.2 knows; what becomes of it shows at the next read.
   */
  void renegotiate() throws IOException {
    socket.startHandshake();
  }

  /** Ends TLS, and the connection. */
  void end() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    end();
  }
}
