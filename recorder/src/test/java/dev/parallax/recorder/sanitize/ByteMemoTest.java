package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ByteMemoTest {

  private final ByteMemo<Integer> memo = new ByteMemo<>(8192);

  @Test
  void keepsWhatComesForTheSecondTime() {
    put("one", 1);
    assertThat(find("one")).isNull();
    put("one", 1);
    assertThat(find("one")).isEqualTo(1);
    assertThat(find("two")).isNull();
  }

  /** A quarter of its places taken: hardly any value may be driven out by others. */
  @Test
  void tellsValuesApartThatDifferInTheirLastCharacters() {
    assertThat(kept(number -> Integer.toString(48_210_000 + number))).isGreaterThan(1980);
    assertThat(kept(number -> "user" + number + "@shop.example")).isGreaterThan(1980);
    assertThat(kept(number -> "4821 0000 0000 " + (1000 + number))).isGreaterThan(1980);
  }

  private static int kept(IntFunction<String> kind) {
    ByteMemoTest fresh = new ByteMemoTest();
    for (int round = 0; round < 4; round++) {
      for (int number = 0; number < 2000; number++) {
        fresh.put(kind.apply(number), number);
      }
    }
    int kept = 0;
    for (int number = 0; number < 2000; number++) {
      kept += fresh.find(kind.apply(number)) == null ? 0 : 1;
    }
    return kept;
  }

  private void put(String key, int value) {
    byte[] bytes = bytes(key);
    if (find(key) == null) {
      memo.put(JsonScan.hash(bytes, 0, key.length()), bytes, 0, key.length(), value);
    }
  }

  private @Nullable Integer find(String key) {
    byte[] bytes = bytes(key);
    return memo.find(JsonScan.hash(bytes, 0, key.length()), bytes, 0, key.length());
  }

  private static byte[] bytes(String key) {
    byte[] ascii = key.getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(ascii, ascii.length + Long.BYTES);
  }
}
