package dev.parallax.proxy.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One block of a PEM file, RFC 7468. */
final class Pem {

  private static final int MAX_FILE_BYTES = 4 << 20;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private final String label;
  private final String text;

  private Pem(String label, String text) {
    this.label = label;
    this.text = text;
  }

  /**
   * All blocks, in their order; what stands between them is for people.
   *
   * @throws TlsFault if the file can't be read
   */
  static List<Pem> read(Path file) throws TlsFault {
    String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
    List<Pem> blocks = new ArrayList<>();
    for (Matcher matcher = BLOCK.matcher(text); matcher.find(); ) {
      blocks.add(new Pem(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  private static byte[] bytes(Path file) throws TlsFault {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new TlsFault(file + ": too large (expected: a PEM file of at most 4 MiB)");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new TlsFault(file + ": no such file (expected: a PEM file)");
    } catch (AccessDeniedException e) {
      throw new TlsFault(file + ": permission denied (expected: a file that the proxy may read)");
    } catch (TlsFault e) {
      throw e;
    } catch (IOException e) {
      throw new TlsFault("%s: can't be read (expected: a PEM file)".formatted(file));
    }
  }

  String label() {
    return label;
  }

  /** Whether it is encrypted in the way of before PKCS#8: RFC 1421 headers say so. */
  boolean isEncrypted() {
    return text.contains("ENCRYPTED");
  }

  /**
   * What it holds.
   *
   * @throws IllegalArgumentException if it is not Base64
   */
  byte[] content() {
    return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
  }
}
