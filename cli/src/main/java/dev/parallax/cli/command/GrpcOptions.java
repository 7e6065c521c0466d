package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is known of gRPC calls; shared by all that sanitise or compare. */
final class GrpcOptions {

  @Option(
      names = "--grpc-descriptors",
      descriptionKey = "sanitise.grpcDescriptors",
      paramLabel = "FILE",
      description =
          "Messages of gRPC by field: a descriptor set, made with 'protoc --include_imports"
              + " --descriptor_set_out FILE'. Default: by length and digest.")
  private @Nullable Path file;

  private @Nullable Known read;

  /**
   * @param digest hex SHA-256 of the file; empty for none
   */
  private record Known(GrpcDescriptors descriptors, String digest) {}

  GrpcDescriptors descriptors() {
    return known().descriptors();
  }

  /** Hex SHA-256 of what was read, whatever the file holds by now; empty for none. */
  String digest() {
    return known().digest();
  }

  /** Read once. */
  private Known known() {
    Known known = read;
    if (known == null) {
      known = file == null ? new Known(GrpcDescriptors.none(), "") : read(file);
      read = known;
    }
    return known;
  }

  private static Known read(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      return new Known(
          GrpcDescriptors.read(file, content),
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    } catch (IllegalArgumentException e) {
      throw CliException.usage("--grpc-descriptors: " + e.getMessage());
    } catch (IOException e) {
      throw CliException.usage(e);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
