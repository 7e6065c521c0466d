package dev.parallax.recorder.sanitize.pseudonym;

import static dev.parallax.recorder.sanitize.Properties.forAll;
import static dev.parallax.recorder.sanitize.Properties.string;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ff1Test {

  /** NIST's examples for SP 800-38G with radix 10: samples 1, 2, 4, 5, 7 and 8. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2b7e151628aed2a6abf7158809cf4f3c, '', 2433477484
          2b7e151628aed2a6abf7158809cf4f3c, 9876543210, 6124200773
          2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f, '', 2830668132
          2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f, 9876543210, 2496655549
          2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc6a94, '', 6657667009
          2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc6a94, 9876543210, 1001623463
          """)
  void doesAsNistDoes(String key, String tweak, String permuted) {
    Ff1 ff1 = new Ff1(HexFormat.of().parseHex(key));
    assertThat(ff1.permute(tweak, "0123456789")).isEqualTo(permuted);
  }

  /** Of any length that it takes, under tweaks that fill up to four blocks. */
  @Test
  void doesAsBouncyCastleDoes() {
    forAll(
        2000,
        Case::of,
        one ->
            assertThat(new Ff1(one.key()).permute(one.tweak(), one.digits()))
                .isEqualTo(one.oracle()));
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Case(byte[] key, String tweak, String digits) {

    static Case of(RandomGenerator random) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      int length = random.nextInt(Ff1.MIN_DIGITS, Ff1.MAX_DIGITS + 1);
      String alphabet = random.nextInt(8) == 0 ? "9" : random.nextInt(8) == 0 ? "0" : "0123456789";
      return new Case(
          key, string(random, "abc 019", random.nextInt(50)), string(random, alphabet, length));
    }

    String oracle() {
      FPEFF1Engine engine = new FPEFF1Engine();
      byte[] tweakBytes = tweak.getBytes(StandardCharsets.UTF_8);
      engine.init(true, new FPEParameters(new KeyParameter(key), 10, tweakBytes));
      byte[] in = new byte[digits.length()];
      for (int i = 0; i < in.length; i++) {
        in[i] = (byte) (digits.charAt(i) - '0');
      }
      byte[] out = new byte[in.length];
      engine.processBlock(in, 0, in.length, out, 0);
      StringBuilder text = new StringBuilder();
      for (byte digit : out) {
        text.append(digit);
      }
      return text.toString();
    }
  }

  @Test
  void isTheSameOnManyThreads() {
    Ff1 ff1 = new Ff1(new byte[32]);
    List<Integer> ids = IntStream.range(0, 20_000).map(i -> 100_000 + i % 5000).boxed().toList();
    List<String> one = ids.stream().map(id -> ff1.permute("id", id.toString())).toList();
    assertThat(ids.parallelStream().map(id -> ff1.permute("id", id.toString())).toList())
        .isEqualTo(one);
  }
}
