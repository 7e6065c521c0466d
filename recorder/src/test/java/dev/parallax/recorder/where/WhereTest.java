package dev.parallax.recorder.where;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.StreamMessage;
import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import dev.parallax.proto.Timings;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhereTest {

  private static final Exchange ORDER =
      Exchange.newBuilder()
          .setId("018f")
          .setService("shop")
          .setSession("s\"1\\")
          .setAuthority("shop.example")
          .setStartedAtNanos(Instant.parse("2026-11-27T12:00:00Z").getEpochSecond() * 1_000_000_000)
          .setTimings(Timings.newBuilder().setLastByteNanos(1_500_000_000))
          .setRequest(
              Request.newBuilder()
                  .setMethod("POST")
                  .setTarget("/api/orders/4711?dry=1&note=a%20b+c&dry=2&odd=%zz&flag")
                  .addHeaders(header("X-Trace", "t1"))
                  .addHeaders(header("Cookie", "a=1"))
                  .addHeaders(header("cookie", "b=2"))
                  .addHeaders(header("Accept", "text/html"))
                  .addHeaders(header("Accept", "*/*"))
                  .setBody(text("plain words")))
          .setResponse(
              Response.newBuilder()
                  .setStatus(503)
                  .addHeaders(header("Retry-After", "5"))
                  .addTrailers(header("grpc-status", "13"))
                  .setBody(
                      text(
                          "{\"total\": 41.5, \"count\": 3, \"items\": [{\"sku\": \"a\"}, {\"sku\": null}],"
                              + " \"paid\": true, \"big\": 123456789012345678901234567890}")))
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.path.startsWith(\"/api\") && response.status >= 500",
        "request.path == '/api/orders/4711'",
        "request.target.endsWith('&flag')",
        "request.method in ['PUT', 'POST']",
        "request.query.dry == '1' && request.query.note == 'a b c' && request.query.odd == '%zz'",
        "has(request.query.flag) && !has(request.query.none) && request.query.flag == ''",
        "request.headers['x-trace'] == 't1'",
        "request.headers.cookie == 'a=1; b=2' && request.headers.accept == 'text/html, */*'",
        "'retry-after' in response.headers && !('retry-after' in request.headers)",
        "response.trailers['grpc-status'] == '13'",
        "request.body == 'plain words' && request.body.contains('words')",
        "response.body.total > 41 && response.body.total < 42 && response.body.count == 3",
        "response.body.items.exists(item, item.sku == 'a') && size(response.body.items) == 2",
        "response.body.items[1].sku == null && response.body.paid && response.body.big > 1.0",
        "response.body.items.map(i, i.sku).exists(sku, sku == 'a')",
        "id == '018f' && service == 'shop' && failure == ''",
        "session == 's\"1\\\\'",
        "startedAt >= timestamp('2026-11-27T12:00:00Z') && startedAt.getHours() == 12",
        "duration > duration('1s') && duration < duration('1501ms')",
        "request.path.matches('^/api/[a-z]+/[0-9]+$')",
        "endpoint == 'POST /api/orders/{id}' // as typed",
        "true",
        "response.body.none == 1 || response.status == 503",
        "has(response.body.total) && !has(response.body.none)",
        "'none' in response.body ? response.body.none == 1 : true",
      })
  void choosesByWhatAnExchangeSays(String expression) {
    Where where = Where.of(expression);

    assertThat(where.holds(ORDER)).isTrue();
    assertThat(where.unanswered()).isZero();
    assertThat(Where.of("!(" + expression + "\n)").holds(ORDER)).isFalse();
  }

  @Test
  void hasNothingInPlaceOfAnAnswerThatDidNotCome() {
    Exchange broken =
        Exchange.newBuilder().setFailure(Failure.newBuilder().setKind(Failure.Kind.RESET)).build();

    assertThat(
            Where.of("failure == 'RESET' && response.status == 0 && response.body == ''")
                .holds(broken))
        .isTrue();
  }

  @Test
  void readsStreamsAsLists() {
    Exchange stream =
        Exchange.newBuilder()
            .setResponse(
                Response.newBuilder()
                    .setBody(
                        Body.newBuilder()
                            .setExtent(Body.Extent.EXTENT_MESSAGES)
                            .addMessages(message("{\"price\": 3}"))
                            .addMessages(message("[DONE]"))))
            .build();

    assertThat(
            Where.of("response.body[0].price == 3 && response.body[1] == '[DONE]'").holds(stream))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": 1", "{\"a\": 1} x", "[1, 2", "{'a': 1}", "[", "{\"a\"}"})
  void takesJsonThatIsNoneForText(String body) {
    Exchange exchange =
        Exchange.newBuilder().setResponse(Response.newBuilder().setBody(text(body))).build();

    assertThat(Where.of("type(response.body) == string && size(response.body) > 0").holds(exchange))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          response.statuss >= 500         | column 10: undefined field 'statuss'                                  | statuss
          respons.status >= 500           | column 1: undeclared reference to 'respons'                           | respons
          request.path.startswith('/a')   | column 24: undeclared reference to 'startswith'                       | startswith
          response.status == '500'        | column 17: found no matching overload for '==' applied to '(int, string)' |
          !request.path                   | column 1: found no matching overload for '!' applied to '(string)'    |
          response.status in '5'          | column 17: found no matching overload for 'in' applied to '(int, string)' |
          request.path['a'] == 'b'        | column 13: found no matching overload for '[]' applied to '(string, string)' |
          request.path                    | column 9: expected type 'bool' but found 'string'                     |
          request.path = '/a'             | column 14: not understood: '= '                                       |
          (id == 'a'                      | column 11: missing ')' at the end                                     |
          id == 'a' b                     | column 11: extraneous input 'b'                                       |
          id ==                           | column 6: ends too early                                              |
          """)
  void saysInOneLineWhereAnExpressionIsWrong(String expression, String message, String unknown) {
    assertThatThrownBy(() -> Where.of(expression))
        .isInstanceOfSatisfying(
            WhereException.class,
            refused -> {
              assertThat(refused).hasMessage(message);
              assertThat(refused.unknown()).isEqualTo(unknown == null ? "" : unknown);
            });
  }

  @Test
  void namesTheLineOfAnExpressionThatHasSeveral() {
    assertThatThrownBy(() -> Where.of("response.status >= 500 &&\n  request.pth == '/'"))
        .hasMessage("line 2, column 11: undefined field 'pth'");
  }

  @Test
  void knowsWhatCouldHaveBeenMeant() {
    assertThat(WhereException.known())
        .contains("status", "response", "startsWith", "endpoint", "query");
  }

  @Test
  void doesNotMeanWhatItCannotAskAndCountsIt() {
    Where where = Where.of("response.body.none == 1");

    assertThat(where.holds(ORDER)).isFalse();
    assertThat(where.holds(ORDER)).isFalse();
    assertThat(where.unanswered()).isEqualTo(2);
    assertThat(where.firstReason()).contains("none");
    assertThat(Where.of("response.body").holds(ORDER)).isFalse();
  }

  @Test
  void meansByShortcutsWhatTheirWordsMean() {
    for (Where where :
        List.of(
            Where.id(List.of("018e", "018f")),
            Where.session(List.of("s\"1\\")),
            Where.endpoint(List.of("POST /api/orders/{id}")),
            Where.id(List.of("018f")).and(Where.of("response.status > 500 // failed")),
            Where.of("true // all").and(Where.session(List.of("s\"1\\"))))) {
      assertThat(where.holds(ORDER)).as(where.text()).isTrue();
      assertThat(Where.of(where.text()).holds(ORDER)).as(where.text()).isTrue();
      assertThat(where.holds(Exchange.getDefaultInstance())).as(where.text()).isFalse();
      assertThat(Where.of(where.text()).holds(Exchange.getDefaultInstance())).isFalse();
    }
    assertThat(Where.id(List.of("b", "a")).text()).isEqualTo("id in [\"a\", \"b\"]");
    assertThat(Where.id(List.of()).and(Where.all()).isAll()).isTrue();
  }

  @Test
  void namesEndpointsByTheTemplatesThatItIsGiven() {
    TemplateSet set =
        TemplateSet.newBuilder()
            .addTemplates(
                Template.newBuilder()
                    .setMethod("POST")
                    .setAuthority("shop.example")
                    .setPattern("/api/{kind}/{id}")
                    .setConfigured(true))
            .build();
    Where where = Where.of("endpoint == 'POST /api/{kind}/{id}'");

    assertThat(where.asksEndpoint()).isTrue();
    assertThat(where.holds(ORDER)).isFalse();
    assertThat(where.withEndpoints(List.of(set)).holds(ORDER)).isTrue();
    assertThat(where.and(Where.id(List.of("018f"))).asksEndpoint()).isTrue();
    assertThat(Where.of("id == 'endpoint'").asksEndpoint()).isFalse();
  }

  private static Header header(String name, String value) {
    return Header.newBuilder().setName(name).setValue(value).build();
  }

  private static Body text(String content) {
    return Body.newBuilder()
        .setExtent(Body.Extent.EXTENT_WHOLE)
        .setContent(ByteString.copyFromUtf8(content))
        .build();
  }

  private static StreamMessage message(String content) {
    return StreamMessage.newBuilder().setContent(ByteString.copyFromUtf8(content)).build();
  }
}
