package dev.parallax.replayer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTlsTest {

  @TempDir private static Path directory;

  private static TestCertificate own;

  @BeforeAll
  static void make() throws Exception {
    own = TestCertificate.ofLocalhost(directory, "EC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void readsCertificatesAndKeysOfEachKind(String algorithm) throws Exception {
    TestCertificate made = TestCertificate.of(directory, "kind", algorithm, "dns:localhost");

    TargetTls tls = TargetTls.load(made.cert(), false, made.cert(), made.key());

    assertThat(tls.trust()).isPresent();
    assertThat(tls.key()).isPresent();
    assertThat(tls.isInsecure()).isFalse();
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    Path text = Files.writeString(directory.resolve("text.pem"), "s3cret");
    Path gone = directory.resolve("gone.pem");
    TestCertificate other = TestCertificate.of(directory, "other", "EC", "dns:localhost");
    TestCertificate rsa = TestCertificate.of(directory, "rsa", "RSA", "dns:localhost");

    assertRefused(text, null, null, "target.ca: " + text + " holds no certificate");
    assertRefused(gone, null, null, "target.ca: " + gone + ": no such file");
    assertRefused(directory, null, null, "target.ca: " + directory + ": can't be read");
    assertRefused(null, text, own.key(), "target.cert: " + text + " holds no certificate");
    assertRefused(null, own.cert(), text, "target.key: " + text + " holds no private key");
    assertRefused(null, own.cert(), own.cert(), "holds no private key");
    assertRefused(null, own.cert(), gone, "target.key: " + gone + ": no such file");
    for (TestCertificate another : new TestCertificate[] {other, rsa}) {
      assertRefused(
          null,
          own.cert(),
          another.key(),
          "target.key: " + another.key() + " is not the key of the certificate");
    }
  }

  @Test
  void refusesHalfOfAPairAndWhatContradictsItself() {
    assertRefused(null, own.cert(), null, "target.cert and target.key: only one of them is there");
    assertRefused(null, null, own.key(), "target.cert and target.key: only one of them is there");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TargetTls.load(own.cert(), true, null, null))
        .withMessageStartingWith("target.insecure: trusts anybody, and target.ca some");
  }

  private static void assertRefused(
      @Nullable Path ca, @Nullable Path cert, @Nullable Path key, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TargetTls.load(ca, false, cert, key))
        .withMessageContaining(why)
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("s3cret"));
  }
}
