package dev.parallax.recorder.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcDescriptorsTest {

  @ParameterizedTest
  @CsvSource({
    "/shop.v1.Catalogue/Watch, true",
    "/base/shop.v1.Catalogue/Watch?a=b, true",
    "/shop.v1.Catalogue/watch, false",
    "/Catalogue/Watch, false",
    "/Watch, false",
    "Watch, false",
    "'', false",
  })
  void findsAMethodByThePathOfItsCalls(String target, boolean known) {
    var method = ShopDescriptors.descriptors().method(target);
    assertThat(method != null).isEqualTo(known);
    if (method != null) {
      assertThat(method.request().getFullName()).isEqualTo("shop.v1.Ask");
      assertThat(method.response().getFullName()).isEqualTo("shop.v1.Order");
    }
  }

  @Test
  void readsAFileOfProtoc() {
    GrpcDescriptors read =
        GrpcDescriptors.read(Path.of("shop.binpb"), ShopDescriptors.set().toByteArray());
    assertThat(Objects.requireNonNull(read.message("shop.v1.Order.LabelsEntry")).getName())
        .isEqualTo("LabelsEntry");
    assertThat(read.isEmpty()).isFalse();
    assertThat(GrpcDescriptors.none().isEmpty()).isTrue();
  }

  @Test
  void saysInOneLineWhatIsWrongWithAFile() {
    refuses("syntax = \"proto3\";".getBytes(StandardCharsets.UTF_8), "is no descriptor set");
    refuses(new byte[0], "is no descriptor set, or an empty one");
    FileDescriptorSet whole = ShopDescriptors.set();
    refuses(
        whole.toBuilder().removeFile(1).build().toByteArray(), "lacks google/protobuf/any.proto");
    FileDescriptorSet.Builder circle = whole.toBuilder();
    circle.getFileBuilder(1).addDependency("shop.proto");
    refuses(circle.build().toByteArray(), "shop.proto imports itself");
    FileDescriptorSet.Builder untyped = whole.toBuilder();
    untyped.getFileBuilder(0).removeEnumType(0);
    refuses(untyped.build().toByteArray(), "shop.v1.Order.state");
  }

  private static void refuses(byte[] set, String because) {
    Path file = Path.of("shop.binpb");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GrpcDescriptors.read(file, set))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(because)
        .withMessageEndingWith("(make one with protoc --include_imports --descriptor_set_out)")
        .withMessageNotContaining("\n");
  }
}
