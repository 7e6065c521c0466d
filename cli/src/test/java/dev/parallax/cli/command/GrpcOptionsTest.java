package dev.parallax.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.StringValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class GrpcOptionsTest {

  @Command
  private static final class Verb {
    @Mixin private final GrpcOptions grpc = new GrpcOptions();
  }

  /** A build may write the file anew meanwhile. */
  @Test
  void digestsWhatItRead(@TempDir Path work) throws IOException {
    FileDescriptorSet set =
        FileDescriptorSet.newBuilder()
            .addFile(StringValue.getDescriptor().getFile().toProto())
            .build();
    Path file = Files.write(work.resolve("set.binpb"), set.toByteArray());
    GrpcOptions before = options(file);
    assertThat(before.descriptors().isEmpty()).isFalse();

    Files.writeString(file, "another");

    assertThat(before.digest()).hasSize(64);
    Files.write(file, set.toByteArray());
    assertThat(options(file).digest()).isEqualTo(before.digest());
  }

  private static GrpcOptions options(Path file) {
    Verb verb = new Verb();
    var _ = new CommandLine(verb).parseArgs("--grpc-descriptors", file.toString());
    return verb.grpc;
  }
}
