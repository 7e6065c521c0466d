package dev.parallax.replayer.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that nobody but itself vouches for, made anew by the JDK's {@code keytool}.
 *
 * @param cert in PEM
 * @param key its private key, in PEM (PKCS#8)
 */
public record TestCertificate(Path cert, Path key) {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Of {@code localhost} and 127.0.0.1. */
  public static TestCertificate ofLocalhost(Path directory, String algorithm) throws Exception {
    return of(directory, "localhost", algorithm, "dns:localhost,ip:127.0.0.1");
  }

  /**
   * @param name of its files and its owner
   * @param algorithm {@code EC}, {@code RSA} or {@code Ed25519}
   * @param places that it is valid for, as {@code keytool} writes them
   */
  public static TestCertificate of(Path directory, String name, String algorithm, String places)
      throws Exception {
    Path store = directory.resolve(name + "-" + algorithm + ".p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "own",
                    "-keyalg",
                    algorithm,
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=" + places,
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    new String(PASSWORD)))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new AssertionError(said);
    }
    return written(store);
  }

  private static TestCertificate written(Path store) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return new TestCertificate(
        write(store + ".cert", "CERTIFICATE", keys.getCertificate("own").getEncoded()),
        write(store + ".key", "PRIVATE KEY", keys.getKey("own", PASSWORD).getEncoded()));
  }

  private static Path write(String file, String kind, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(content);
    return Files.writeString(
        Path.of(file), "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, text, kind));
  }
}
