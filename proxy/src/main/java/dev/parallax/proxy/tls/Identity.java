package dev.parallax.proxy.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who one is: a certificate and its key, as they were read.
 *
 * @param chain its own certificate first
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {

  private static final Logger log = LoggerFactory.getLogger(Identity.class);

  Identity {
    chain = List.copyOf(chain);
  }

  /**
   * Warns of a certificate that is not valid now: whoever is asked may be asked for it all the
   * same.
   *
   * @throws TlsFault if a file can't be used, or the two do not belong together
   */
  static Identity read(KeyFiles files) throws TlsFault {
    Identity identity =
        new Identity(Certificates.read(files.certificate()), PrivateKeys.read(files.key()));
    X509Certificate own = identity.chain.getFirst();
    if (!belongTogether(own.getPublicKey(), identity.key)) {
      throw new TlsFault(
          "%s: is not the key of the first certificate in %s (expected: the one that it was issued for)"
              .formatted(files.key(), files.certificate()));
    }
    Instant now = Instant.now();
    if (now.isAfter(own.getNotAfter().toInstant())
        || now.isBefore(own.getNotBefore().toInstant())) {
      log.atWarn()
          .addKeyValue("file", files.certificate())
          .addKeyValue("notBefore", own.getNotBefore().toInstant())
          .addKeyValue("notAfter", own.getNotAfter().toInstant())
          .log("a certificate is not valid now: most peers will refuse it");
    }
    return identity;
  }

  private static boolean belongTogether(PublicKey open, PrivateKey secret) {
    if (open instanceof RSAKey one && secret instanceof RSAKey other) {
      return one.getModulus().equals(other.getModulus());
    }
    try {
      byte[] probe = {1, 2, 3};
      String algorithm = open.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA";
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(secret);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      // Not even of the same kind.
      return false;
    }
  }
}
