package dev.parallax.recorder.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Does to files what crashes, disks and people do. */
final class TamperedFile {

  private TamperedFile() {}

  static void flipBit(Path file, long offset, int bit) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[Math.toIntExact(offset)] ^= (byte) (1 << bit);
    Files.write(file, bytes);
  }
}
