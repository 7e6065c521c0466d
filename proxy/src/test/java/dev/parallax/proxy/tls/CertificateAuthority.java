package dev.parallax.proxy.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Issues certificates whose life begins with the test. */
public final class CertificateAuthority {

  private static final AlgorithmIdentifier SIGNED_WITH =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final char[] NO_PASSWORD = {};
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final KeyPair keys = ecKeys();
  private final X500Name name;
  private final X509Certificate certificate;

  public CertificateAuthority() {
    this(new X500Name("CN=authority " + SERIAL.incrementAndGet()));
  }

  private CertificateAuthority(X500Name name) {
    this.name = name;
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    add(extensions, Extension.basicConstraints, new BasicConstraints(true));
    certificate = sign(name, keys.getPublic(), Instant.now().plus(Duration.ofDays(1)), extensions);
  }

  /** Another one that calls itself the same. */
  public CertificateAuthority impostor() {
    return new CertificateAuthority(name);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** For a day. */
  public Issued issue(String... hosts) {
    return issue(ecKeys(), Instant.now().plus(Duration.ofDays(1)), hosts);
  }

  /** One that is over since an hour. */
  public Issued issueExpired(String... hosts) {
    return issue(ecKeys(), Instant.now().minus(Duration.ofHours(1)), hosts);
  }

  /** For that key. */
  public Issued issue(KeyPair holder, Instant until, String... hosts) {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    add(extensions, Extension.basicConstraints, new BasicConstraints(false));
    GeneralName[] names =
        Arrays.stream(hosts)
            .map(host -> new GeneralName(GeneralName.dNSName, host))
            .toArray(GeneralName[]::new);
    add(extensions, Extension.subjectAlternativeName, new GeneralNames(names));
    X500Name subject = new X500Name("CN=holder " + SERIAL.incrementAndGet());
    return new Issued(sign(subject, holder.getPublic(), until, extensions), holder.getPrivate());
  }

  /** For a side that trusts this authority, and is {@code holder}, or nobody. */
  public SSLContext context(@Nullable Issued holder) {
    try {
      KeyStore trusted = empty();
      trusted.setCertificateEntry("authority", certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      KeyStore own = empty();
      if (holder != null) {
        own.setKeyEntry(
            "own", holder.key(), NO_PASSWORD, new X509Certificate[] {holder.certificate()});
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPair ecKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(
      X500Name subject, PublicKey key, Instant until, ExtensionsGenerator extensions) {
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(BigInteger.valueOf(SERIAL.incrementAndGet())));
    generator.setSignature(SIGNED_WITH);
    generator.setIssuer(name);
    generator.setSubject(subject);
    generator.setStartDate(new Time(Date.from(until.minus(Duration.ofDays(3)))));
    generator.setEndDate(new Time(Date.from(until)));
    generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    generator.setExtensions(extensions.generate());
    TBSCertificate unsigned = generator.generateTBSCertificate();
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(unsigned.getEncoded(ASN1Encoding.DER));
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(unsigned);
      parts.add(SIGNED_WITH);
      parts.add(new DERBitString(signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(new DERSequence(parts).getEncoded(ASN1Encoding.DER)));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(
      ExtensionsGenerator extensions,
      org.bouncycastle.asn1.ASN1ObjectIdentifier kind,
      org.bouncycastle.asn1.ASN1Encodable value) {
    try {
      extensions.addExtension(kind, kind.equals(Extension.basicConstraints), value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
