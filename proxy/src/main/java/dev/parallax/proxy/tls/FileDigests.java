package dev.parallax.proxy.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells whether files changed: by what they hold, since a link may lead elsewhere from now on. */
final class FileDigests {

  private FileDigests() {}

  /** Of all of them together; one that can't be read counts, too. */
  static String of(List<Path> files) {
    try {
      MessageDigest all = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        all.update(MessageDigest.getInstance("SHA-256").digest(bytes(file)));
      }
      return HexFormat.of().formatHex(all.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 (expected: in every JDK)", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
