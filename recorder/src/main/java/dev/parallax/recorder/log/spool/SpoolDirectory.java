package dev.parallax.recorder.log.spool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The directory of a spool, before anybody writes there. */
final class SpoolDirectory {

  private SpoolDirectory() {}

  /** Makes it where it is missing. Pseudonymised is still personal data: for this user only. */
  static void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  /** The files of an earlier process, oldest first. */
  static List<Segment> segments(Path directory) throws IOException {
    List<Segment> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Segment.of(file).ifPresent(found::add);
      }
    }
    found.sort(Segment.IN_ORDER);
    return found;
  }
}
