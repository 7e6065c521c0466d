package dev.parallax.recorder.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.parallax.recorder.decode.Decoded.Failed;
import dev.parallax.recorder.decode.Decoded.Prefix;
import dev.parallax.recorder.decode.Decoded.Reason;
import dev.parallax.recorder.decode.Decoded.Whole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDecoderTest {

  private static final int MAX = 1 << 20;

  private static final byte[] TEXT =
      "{\"name\":\"the quick brown fox\"}".repeat(40).getBytes(StandardCharsets.UTF_8);

  /** {@link #TEXT}, as a brotli encoder writes it: there is none for Java here. */
  private static final byte[] BROTLI =
      Base64.getDecoder().decode("G68E+B0JdiyLu7PghvFSBG+vzdDe6JROXw8iySqu6Rae4MYjzrAPRNhMUAI=");

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "deflate", "raw deflate", "br", "zstd", "identity"})
  void removesCoding(String coding) throws IOException {
    assertThat(decode(encode(coding, TEXT), false, name(coding)))
        .isInstanceOfSatisfying(Whole.class, whole -> assertThat(whole.content()).isEqualTo(TEXT));
  }

  @Test
  void removesStackedCodings() throws IOException {
    byte[] coded = encode("zstd", encode("gzip", encode("deflate", TEXT)));
    assertThat(decode(coded, false, "deflate", "gzip", "zstd"))
        .isInstanceOfSatisfying(Whole.class, whole -> assertThat(whole.content()).isEqualTo(TEXT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void boundsWhatABombBecomes(String coding) throws IOException {
    byte[] coded = coding.equals("br") ? BROTLI : encode(coding, new byte[50_000_000]);
    Decoded decoded = ContentDecoder.decode(coded, false, List.of(coding), 1000);
    assertThat(decoded)
        .isInstanceOfSatisfying(
            Prefix.class,
            prefix -> {
              assertThat(prefix.content()).hasSize(1000);
              assertThat(prefix.inputEnded()).isFalse();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "raw deflate", "zstd"})
  void decodesWhatIsThereOfACutBody(String coding) throws IOException {
    byte[] random = new byte[400_000];
    new Random(7).nextBytes(random);
    byte[] coded = encode(coding, random);
    assertThat(decode(Arrays.copyOf(coded, coded.length / 2), true, name(coding)))
        .isInstanceOfSatisfying(
            Prefix.class,
            prefix -> {
              assertThat(prefix.inputEnded()).isTrue();
              assertThat(prefix.content()).hasSizeGreaterThan(100_000);
              assertThat(Arrays.mismatch(prefix.content(), random))
                  .isEqualTo(prefix.content().length);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void failsOnWhatIsNotCodedSo(String coding) {
    byte[] lies = "{\"plain\":\"as day\"} and some more of it".getBytes(StandardCharsets.UTF_8);
    assertThat(decode(lies, false, coding)).isEqualTo(new Failed(Reason.CORRUPT));
  }

  @Test
  void failsOnAWrongChecksum() throws IOException {
    byte[] coded = encode("gzip", TEXT);
    coded[coded.length - 6] ^= 1;
    assertThat(decode(coded, false, "gzip")).isEqualTo(new Failed(Reason.CORRUPT));
  }

  @Test
  void refusesUnknownAndTooManyCodings() {
    assertThat(decode(TEXT, false, "lzma")).isEqualTo(new Failed(Reason.UNKNOWN_CODING));
    assertThat(decode(TEXT, false, "gzip", "gzip", "gzip", "gzip"))
        .isEqualTo(new Failed(Reason.TOO_MANY_CODINGS));
  }

  @Test
  void takesAnEmptyBodyForWhatItIs() {
    assertThat(decode(new byte[0], false, "gzip")).isInstanceOf(Whole.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void survivesDamage(String coding) throws IOException {
    byte[] coded = encode(coding, TEXT);
    Random random = new Random(11);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = Arrays.copyOf(coded, 1 + random.nextInt(coded.length));
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      assertThat(decode(damaged, random.nextBoolean(), coding)).isNotNull();
    }
  }

  @Test
  void readsCodingsInTheOrderOfTheirApplication() {
    assertThat(ContentDecoder.codings(List.of("deflate, GZIP", "identity", " br")))
        .containsExactly("deflate", "gzip", "br");
  }

  private static Decoded decode(byte[] coded, boolean truncated, String... codings) {
    return ContentDecoder.decode(coded, truncated, List.of(codings), MAX);
  }

  private static String name(String coding) {
    return coding.equals("raw deflate") ? "deflate" : coding;
  }

  private static byte[] encode(String coding, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (coding) {
      case "zstd" -> out.writeBytes(Zstd.compress(content));
      case "br" -> out.writeBytes(BROTLI);
      case "identity" -> out.writeBytes(content);
      default -> {
        try (OutputStream encoder =
            switch (coding) {
              case "deflate" -> new DeflaterOutputStream(out);
              case "raw deflate" -> new DeflaterOutputStream(out, new Deflater(-1, true));
              default -> new GZIPOutputStream(out);
            }) {
          encoder.write(content);
        }
      }
    }
    return out.toByteArray();
  }
}
