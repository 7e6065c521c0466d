package dev.parallax.replayer.safety;

import dev.parallax.replayer.wire.TargetTls;
import dev.parallax.replayer.wire.Wire;
import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Finds out whether a leg can be spoken to, before the run begins. */
public final class TargetProbe {

  private static final int CONNECT_MILLIS = 5_000;
  private static final String START = "start it, or give it time with --wait-for 60s";
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private TargetProbe() {}

  /**
   * Connects, and shakes hands with an {@code https} target, again and again until {@code waitFor}
   * has passed; once if it is zero. A leg that no attempt could reach is no evidence of a build.
   *
   * @throws TargetDown if nothing could be sent to it by then: in one sentence, with the reason
   */
  public static void await(Target target, Wire wire, Duration waitFor)
      throws TargetDown, InterruptedException {
    long deadline = System.nanoTime() + waitFor.toNanos();
    while (true) {
      String why;
      try (Socket socket = new Socket()) {
        socket.connect(target.address(), CONNECT_MILLIS);
        if (target.tls()) {
          handshake(socket, target, wire.tls());
        }
        return;
      } catch (UnknownHostException e) {
        why = "the name is not known; " + START;
      } catch (SSLException e) {
        why = handshakeFailed(e);
      } catch (IOException e) {
        why = "no connection (" + e.getMessage() + "); " + START;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new TargetDown("%s: %s".formatted(target, why));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static void handshake(Socket socket, Target target, TargetTls tls) throws IOException {
    socket.setSoTimeout(CONNECT_MILLIS);
    SSLSocket secure =
        (SSLSocket)
            tls.context()
                .getSocketFactory()
                .createSocket(socket, target.host(), target.port(), false);
    if (!tls.isInsecure()) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
    }
    try {
      secure.startHandshake();
    } catch (SSLException e) {
      throw e;
    } catch (IOException e) {
      // Silence or a hang-up, where a handshake was due.
      throw new SSLException(e);
    }
  }

  /** In fixed words: what an exception says of a certificate holds what it says of itself. */
  private static String handshakeFailed(SSLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException
          || cause instanceof CertPathValidatorException) {
        return "its certificate is not trusted; --target-ca FILE.pem says whose is,"
            + " --target-insecure trusts any";
      }
    }
    return failure.getCause() instanceof CertificateException
        ? "its certificate is another host's; --target-insecure takes it all the same"
        : "the TLS handshake failed; it may not speak TLS (expected: http://), or ask for a"
            + " certificate (--target-cert, --target-key)";
  }
}
