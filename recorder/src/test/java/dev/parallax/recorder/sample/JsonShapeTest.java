package dev.parallax.recorder.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonShapeTest {

  private final JsonShape shapes = new JsonShape(42);

  private long shape(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return shapes.of(bytes, bytes.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"b\":\"x\"}              | {\"b\" : \"yy\", \"a\" : -2.5e+7}",
        "{\"a\":true}                       | {\"a\":false}",
        "{\"a\":\"\\\"}\"}                  | {\"a\":\"\"}",
        "[1,2]                              | [3,4,5,6,7]",
        "[{\"a\":1},{\"a\":2,\"b\":3}]      | [{\"a\":1,\"b\":2},{\"b\":1},{\"a\":9}]",
        "{\"r\":[[1],[2,3]]}                | {\"r\":[[1,2],[3]]}",
        "{\"user47\":1}                   | {\"user9\":1}",
        "{\"4f1c9aa0b3\":1,\"0123456\":1}   | {\"77e1c0ffee12\":1}",
        "{\"a@b.example\":1}                | {\"c@d.example\":1}",
        "{\"a\":1}                          | {\"a\":1}{\"a\":2}",
      })
  void isTheSameForAnotherValue(String one, String other) {
    assertThat(shape(one)).isEqualTo(shape(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1}            | {\"b\":1}",
        "{\"a\":1}            | {\"a\":\"1\"}",
        "{\"a\":1}            | {\"a\":null}",
        "{\"a\":1}            | {\"a\":true}",
        "{\"a\":1}            | {\"a\":1,\"b\":1}",
        "{\"a\":1}            | {\"A\":1}",
        "{\"a\":{\"b\":1}}    | {\"a\":[{\"b\":1}]}",
        "{\"a\":{\"b\":1}}    | {\"a\":1,\"b\":1}",
        "{\"a\":{},\"b\":1}   | {\"a\":{\"b\":1}}",
        "{}                   | []",
        "[]                   | [1]",
        "[1]                  | [1,2]",
        "[1,2]                | [1,\"2\"]",
        "{\"a\":[],\"b\":[1]} | {\"a\":[1],\"b\":[]}",
        "{\"a\":1}            | {\"a\":1",
        "{\"a\":1}            | {\"a\":1}]",
        "{\"a\":1}            | {\"a\":oops}",
      })
  void differsForAnotherStructure(String one, String other) {
    // An object that was cut has no end that could be missed: it is as whole.
    boolean cut = other.equals("{\"a\":1");
    assertThat(shape(one) == shape(other)).isEqualTo(cut);
  }

  @Test
  void endsAtItsBounds() {
    assertThat(shape("[".repeat(10_000))).isEqualTo(shape("[".repeat(20_000)));
    String many = "{\"a\":\"" + "x".repeat(JsonShape.MAX_BYTES) + "\",\"b\":1}";
    assertThat(shape(many)).isEqualTo(shape(many.substring(0, JsonShape.MAX_BYTES)));
    StringBuilder names = new StringBuilder("{\"k\":0");
    for (int i = 0; i < 3 * PlaceSet.MAX_PLACES; i++) {
      names.append(",\"").append((char) ('a' + i % 26)).append((char) ('a' + i / 26 % 26));
      names.append((char) ('a' + i / 676)).append("\":0");
    }
    assertThat(shape(names + "}")).isEqualTo(shape(names + ",\"z\":[]}"));
  }

  @Test
  void takesAnyBytes() {
    SplittableRandom random = new SplittableRandom(9);
    String alphabet = "{}[]\",:\\0-a t\u00e9";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(40);
      for (int i = 0; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(shape(text.toString())).isEqualTo(shape(text.toString()));
    }
  }
}
