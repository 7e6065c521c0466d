package dev.parallax.proxy.tls;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in words that hold nothing of what was sent. */
public final class TlsFailures {

  private TlsFailures() {}

  /** Whether it is TLS that failed: a handshake, or a record that is none. */
  public static boolean isTls(Throwable failure) {
    return failure instanceof SSLException
        || (failure instanceof DecoderException && failure.getCause() instanceof SSLException);
  }

  /** Whether the other side's certificate was not accepted here. */
  public static boolean isCertificate(@Nullable Throwable failure) {
    return find(failure, CertificateException.class);
  }

  /** For logs. */
  public static String reason(@Nullable Throwable failure) {
    if (find(failure, NotSslRecordException.class)) {
      return "what came is not TLS";
    }
    if (find(failure, CertificateExpiredException.class)) {
      return "its certificate has expired";
    }
    if (find(failure, CertificateNotYetValidException.class)) {
      return "its certificate is not valid yet";
    }
    if (find(failure, CertPathBuilderException.class)) {
      return "its certificate is from no authority that is trusted";
    }
    return isCertificate(failure)
        ? "its certificate is not accepted, such as for its name"
        : "the handshake failed";
  }

  private static boolean find(@Nullable Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
