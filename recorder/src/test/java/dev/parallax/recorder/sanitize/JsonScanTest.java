package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonScanTest {

  /** What harmless values are made of, and what is near to them. */
  private static final String SIGNS = "truefalsn01-. \0";

  private static final int LONGEST = 5;

  private static final Location NAMELESS = new Location("", "");

  @Test
  void bytesAreHarmlessWhereTheValueIs() {
    int harmless = 0;
    for (int length = 1; length <= LONGEST; length++) {
      long count = (long) Math.pow(SIGNS.length(), length);
      for (long number = 0; number < count; number++) {
        String value = value(number, length);
        byte[] bytes = ('x' + value + "09999999").getBytes(StandardCharsets.ISO_8859_1);
        boolean is = JsonScan.harmless(bytes, 1, 1 + length);
        if (is != (HarmlessValues.scalar(NAMELESS, value) != null)) {
          fail("'%s' is%s harmless as bytes".formatted(value, is ? "" : " not"));
        }
        harmless += is ? 1 : 0;
      }
    }
    // Three words, and eight numbers of ones and zeros with and without a sign.
    assertThat(harmless).isEqualTo(19);
  }

  private static String value(long number, int length) {
    StringBuilder value = new StringBuilder(length);
    for (long rest = number; value.length() < length; rest /= SIGNS.length()) {
      value.append(SIGNS.charAt((int) (rest % SIGNS.length())));
    }
    return value.toString();
  }
}
