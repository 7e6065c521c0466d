package dev.parallax.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TLS is not made of, and what it is. */
class TlsTest {

  private final CertificateAuthority authority = new CertificateAuthority();
  @TempDir private Path directory;

  @Test
  void findsAKeyOfAnotherCertificate() throws Exception {
    KeyFiles one = authority.issue("a").write(directory, "one");
    KeyFiles other = authority.issue("a").write(directory, "other");
    assertFault(new KeyFiles(one.certificate(), other.key()), "is not the key of the first");
    KeyPair rsa = rsa();
    KeyPair rsaOther = rsa();
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    Issued ofRsa = authority.issue(rsa, tomorrow, "a");
    assertFault(
        new Issued(ofRsa.certificate(), rsaOther.getPrivate()).write(directory, "rsa"),
        "is not the key of the first");
    assertFault(
        new KeyFiles(one.certificate(), ofRsa.write(directory, "rsa").key()),
        "is not the key of the first");
    assertThatCode(() -> load(ofRsa.write(directory, "rsa"))).doesNotThrowAnyException();
  }

  @Test
  void findsFilesWithoutCertificates() throws Exception {
    KeyFiles files = authority.issue("a").write(directory, "one");
    assertFault(new KeyFiles(files.key(), files.key()), "holds no certificate");
    Files.writeString(
        files.certificate(), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertFault(files, "a certificate is damaged");
  }

  @Test
  void takesACertificateThatHasExpired() throws Exception {
    assertThatCode(() -> load(authority.issueExpired("a").write(directory, "old")))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesSettingsThatContradictEachOther() {
    Optional<Path> ca = Optional.of(Path.of("ca.pem"));
    KeyFiles files = new KeyFiles(Path.of("a.pem"), Path.of("a.key"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(files, Optional.empty(), ClientCertificates.REQUIRE))
        .withMessageStartingWith("proxy.tls.clientAuth: require without proxy.tls.clientCa");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(files, ca, ClientCertificates.NONE))
        .withMessageStartingWith("proxy.tls.clientCa: set, but proxy.tls.clientAuth is none");
  }

  @Test
  void tellsThatAFileHoldsSomethingElse() throws Exception {
    Path file = Files.writeString(directory.resolve("a"), "a");
    Path absent = directory.resolve("absent");
    String before = FileDigests.of(List.of(file, absent));
    assertThat(FileDigests.of(List.of(file, absent))).isEqualTo(before);
    Files.writeString(absent, "b");
    assertThat(FileDigests.of(List.of(file, absent))).isNotEqualTo(before);
    // Not the bytes of all in a row.
    Files.writeString(file, "ab");
    Files.writeString(absent, "");
    assertThat(FileDigests.of(List.of(file, absent))).isNotEqualTo(before);
  }

  private void assertFault(KeyFiles files, String problem) {
    assertThatExceptionOfType(TlsFault.class)
        .isThrownBy(() -> load(files))
        .withMessageContainingAll(directory.toString(), problem, "(expected: ")
        .satisfies(fault -> assertThat(fault.getMessage()).hasLineCount(1));
  }

  private static void load(KeyFiles files) throws TlsFault {
    Tls.load(settings(files, Optional.empty(), ClientCertificates.NONE), false).close();
  }

  private static TlsSettings settings(
      KeyFiles files, Optional<Path> clientCa, ClientCertificates asked) {
    return new TlsSettings(
        TlsProvider.AUTO,
        List.of(files),
        clientCa,
        asked,
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static KeyPair rsa() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }
}
