package dev.parallax.replayer.wire;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom {@code https} targets must prove to be, and as whom the replayer shows itself to them. The
 * files are read once: what is wrong with them is said before anything is opened.
 */
public final class TargetTls {

  private static final TargetTls VERIFIED = new TargetTls(false, null, null);

  private final boolean insecure;
  private final @Nullable TrustManagerFactory trust;
  private final @Nullable KeyManagerFactory key;

  private TargetTls(
      boolean insecure, @Nullable TrustManagerFactory trust, @Nullable KeyManagerFactory key) {
    this.insecure = insecure;
    this.trust = trust;
    this.key = key;
  }

  /** What this machine's Java trusts; no certificate of its own. */
  public static TargetTls verified() {
    return VERIFIED;
  }

  /**
   * @param ca a PEM file: its certificates are trusted instead of what this machine trusts
   * @param insecure to trust any certificate, whosoever's it is
   * @param cert a PEM file: shown to targets that ask who connects; its issuers may follow it
   * @param key a PEM file: the private key of {@code cert}, in PKCS#8
   * @throws IllegalArgumentException naming the setting and the file, and what was expected
   */
  public static TargetTls load(
      @Nullable Path ca, boolean insecure, @Nullable Path cert, @Nullable Path key) {
    if (insecure && ca != null) {
      throw new IllegalArgumentException(
          "target.insecure: trusts anybody, and target.ca some (expected: one of them)");
    }
    if ((cert == null) != (key == null)) {
      throw new IllegalArgumentException(
          "target.cert and target.key: only one of them is there (expected: both, or none)");
    }
    return new TargetTls(
        insecure,
        ca == null ? null : trusting(Pem.certificates("target.ca", ca)),
        cert == null || key == null ? null : showing(cert, key));
  }

  private static TrustManagerFactory trusting(List<X509Certificate> authorities) {
    try {
      KeyStore store = empty();
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry("ca-" + store.size(), authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("target.ca: not usable: " + e.getMessage(), e);
    }
  }

  private static KeyManagerFactory showing(Path cert, Path key) {
    List<X509Certificate> chain = Pem.certificates("target.cert", cert);
    PrivateKey own = Pem.privateKey("target.key", key, chain.getFirst());
    try {
      KeyStore store = empty();
      store.setKeyEntry("own", own, new char[0], chain.toArray(Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      return factory;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("target.cert: not usable: " + e.getMessage(), e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (java.io.IOException e) {
      throw new IllegalStateException("an empty key store reads nothing", e);
    }
  }

  /** Whether any certificate will do. */
  public boolean isInsecure() {
    return insecure;
  }

  /** Empty where what this machine trusts is trusted, or anybody. */
  public Optional<TrustManagerFactory> trust() {
    return Optional.ofNullable(trust);
  }

  /** Empty where no certificate is shown. */
  public Optional<KeyManagerFactory> key() {
    return Optional.ofNullable(key);
  }

  /** For a connection of the JDK's own. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager @Nullable [] keys = key == null ? null : key.getKeyManagers();
      context.init(keys, trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS is a part of every JDK", e);
    }
  }

  private TrustManager @Nullable [] trustManagers() {
    if (insecure) {
      return new TrustManager[] {new TrustsAnybody()};
    }
    return trust == null ? null : trust.getTrustManagers();
  }
}
