package dev.parallax.replayer.correlate.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestValuesTest {

  private static final String OLD = "9f86d081884c7d65";
  private static final String NEW = "new+/=&?;\"<ü value";

  /** What was found at a place is written at that place, in its writing, and found there again. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "path 2                    | /orders/OLD?a=1     | a: b                             |      "
            + "            |",
        "query q                   | /orders?q=OLD&b=2   | a: b                             |      "
            + "            |",
        "query q/url/path/-1       | /x?q=%2Forders%2FOLD| a: b                             |      "
            + "            |",
        "header x-csrf             | /                   | X-Csrf: OLD                      |      "
            + "            |",
        "header authorization      | /                   | Authorization: Bearer OLD        |      "
            + "            |",
        "cookie sid                | /                   | Cookie: a=1; sid=OLD; b=2        |      "
            + "            |",
        "body /a/0/b               | /                   | a: b                             |"
            + " application/json | {\"a\":[{\"b\": \"OLD\"}, 1.50]}",
        "body /csrf                | /                   | a: b                             |"
            + " application/x-www-form-urlencoded | x=1&csrf=OLD",
        "body /order/line/@sku     | /                   | a: b                             |"
            + " application/xml  | <order><line n=\"1\" sku=\"OLD\"/></order>",
        "body /order/id            | /                   | a: b                             |"
            + " text/xml         | <order><id> OLD </id></order>",
      })
  void writesWhereItReads(String place, String target, String header, String type, String body) {
    Request request = request(target, header, type, body);
    assertThat(values(request)).containsEntry(place, OLD);

    Request written =
        RequestValues.write(request, (trail, value) -> value.equals(OLD) ? NEW : null);

    Map<String, String> expected = values(request);
    expected.put(place, NEW);
    assertThat(values(written)).containsAllEntriesOf(without(expected, place));
    assertThat(values(written)).containsEntry(place, NEW);
    assertThat(RequestValues.write(written, (trail, value) -> value.equals(NEW) ? OLD : null))
        .isEqualTo(request);
  }

  /** What holds the value holds the new one. */
  private static Map<String, String> without(Map<String, String> values, String place) {
    Map<String, String> rest = new LinkedHashMap<>(values);
    rest.values().removeIf(value -> value.contains(OLD));
    rest.put(place, NEW);
    return rest;
  }

  private static Map<String, String> values(Request request) {
    Map<String, String> values = new LinkedHashMap<>();
    RequestValues.read(
        request,
        (trail, value) -> {
          values.put(trail.place().toString(), value);
          return null;
        });
    return values;
  }

  private static Request request(String target, String header, String type, String body) {
    String[] line = header.split(": ", 2);
    Request.Builder request =
        Request.newBuilder()
            .setMethod("POST")
            .setTarget(target.replace("OLD", OLD))
            .addHeaders(Header.newBuilder().setName(line[0]).setValue(line[1].replace("OLD", OLD)));
    if (body != null) {
      ByteString content = ByteString.copyFromUtf8(body.replace("OLD", OLD));
      request.setBody(
          Body.newBuilder()
              .setContent(content)
              .setLength(content.size())
              .setDecodedLength(content.size())
              .setContentType(type));
    }
    return request.build();
  }
}
