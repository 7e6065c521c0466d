package dev.parallax.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.cli.CliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a secret from a file, so that it stands on no command line. */
final class SecretFile {

  private SecretFile() {}

  /**
   * @param what it holds, such as {@code key}
   */
  static String read(Path file, String what) {
    try {
      return text(Files.readAllBytes(file), file, what);
    } catch (IOException e) {
      throw CliException.unreadable(file, e);
    }
  }

  /**
   * What was read of it.
   *
   * @param what it holds, such as {@code key}
   */
  static String text(byte[] content, Path file, String what) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw CliException.usage(
          "%s: the %s is not UTF-8 text (write random bytes as base64)".formatted(file, what));
    }
  }
}
