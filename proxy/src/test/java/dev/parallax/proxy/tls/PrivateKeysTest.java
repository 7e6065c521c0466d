package dev.parallax.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateKeysTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"RSA, 2048", "RSA, 4096", "EC, 256", "EC, 521"})
  void readsPkcs8AndWhatWasBeforeIt(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    PrivateKey key = generator.generateKeyPair().getPrivate();
    assertThat(read(Issued.pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    byte[] old = info.parsePrivateKey().toASN1Primitive().getEncoded();
    if (algorithm.equals("EC")) {
      // As OpenSSL writes it, with the curve inside.
      old =
          new ECPrivateKey(
                  bits,
                  ECPrivateKey.getInstance(info.parsePrivateKey()).getKey(),
                  info.getPrivateKeyAlgorithm().getParameters())
              .getEncoded();
    }
    // OpenSSL writes the curve once more in front of the key.
    String front = Issued.pem("EC PARAMETERS", new byte[] {5, 0});
    PrivateKey read = read("Some words\n" + front + Issued.pem(algorithm + " PRIVATE KEY", old));
    if (read instanceof ECKey curve) {
      assertThat(curve.getParams().toString()).isEqualTo(((ECKey) key).getParams().toString());
      assertThat(((java.security.interfaces.ECPrivateKey) read).getS())
          .isEqualTo(((java.security.interfaces.ECPrivateKey) key).getS());
    } else {
      assertThat(read).isEqualTo(key);
    }
  }

  @Test
  void readsAKeyOfEd25519() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    assertThat(read(Issued.pem("PRIVATE KEY", keys.getPrivate().getEncoded())))
        .isEqualTo(keys.getPrivate());
  }

  @Test
  void saysWhatIsWrongInOneLine() throws Exception {
    byte[] key = CertificateAuthority.ecKeys().getPrivate().getEncoded();
    assertFault("", "holds no private key");
    assertFault(Issued.pem("CERTIFICATE", key), "holds no private key");
    assertFault(Issued.pem("ENCRYPTED PRIVATE KEY", key), "is encrypted");
    assertFault(
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED

        AAAA
        -----END RSA PRIVATE KEY-----
        """,
        "is encrypted");
    assertFault(Issued.pem("DSA PRIVATE KEY", key), "unknown kind");
    assertFault(Issued.pem("PRIVATE KEY", Arrays.copyOf(key, 20)), "damaged");
    assertFault(Issued.pem("EC PRIVATE KEY", Arrays.copyOf(key, 20)), "damaged");
    assertFault(Issued.pem("EC PRIVATE KEY", new byte[] {0x30, (byte) 0x84, -1}), "damaged");
    assertFault("-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----\n", "damaged");
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path absent = directory.resolve("absent.key");
    assertThatExceptionOfType(TlsFault.class)
        .isThrownBy(() -> PrivateKeys.read(absent))
        .withMessage("%s: no such file (expected: a PEM file)", absent);
  }

  private PrivateKey read(String pem) throws IOException {
    return PrivateKeys.read(Files.writeString(directory.resolve("a.key"), pem));
  }

  private void assertFault(String pem, String problem) {
    assertThatExceptionOfType(TlsFault.class)
        .isThrownBy(() -> read(pem))
        .withMessageStartingWith(directory.resolve("a.key") + ": ")
        .withMessageContainingAll(problem, "(expected: ")
        .satisfies(fault -> assertThat(fault.getMessage()).hasLineCount(1));
  }
}
