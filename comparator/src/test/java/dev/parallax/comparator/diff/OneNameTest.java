package dev.parallax.comparator.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.comparator.Given;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Divergence;
import dev.parallax.proto.Endpoint;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Response;
import dev.parallax.proto.RunRequested;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.MessageJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "the same",
      textBlock =
          """
          # control                | candidate              | the control's answer                 | the candidate's                                 | differing
          http://127.0.0.1:9000    | http://127.0.0.1:9001  | http://127.0.0.1:9000/orders/1       | http://127.0.0.1:9001/orders/1                  | the same
          http://127.0.0.1:9000    | http://127.0.0.1:9001  | 127.0.0.1:9000                       | 127.0.0.1:9001                                  | the same
          http://127.0.0.1:9000    | http://127.0.0.1:9001  | //127.0.0.1:9000/a                   | //127.0.0.1:9001/a                              | the same
          http://127.0.0.1:9000    | http://127.0.0.1:9001  | http:\\/\\/127.0.0.1:9000\\/a        | http:\\/\\/127.0.0.1:9001\\/a                   | the same
          http://127.0.0.1:9000    | http://127.0.0.1:9001  | /login?to=http%3A%2F%2F127.0.0.1%3A9000%2Fa | /login?to=http%3A%2F%2F127.0.0.1%3A9001%2Fa | the same
          http://127.0.0.1:9000    | http://127.0.0.1:9001  | see 127.0.0.1:9000.                  | see 127.0.0.1:9001.                             | the same
          http://127.0.0.1:9000/v1 | http://127.0.0.1:9001/ | ws://127.0.0.1:9000/a                | ws://127.0.0.1:9001/a                           | the same
          http://[::1]:9000        | http://[::1]:9001      | http://[::1]:9000/a                  | http://[::1]:9001/a                             | the same
          http://a.example         | http://b.example:81    | http://a.example:80/a                | http://b.example:81/a                           | the same
          http://a.example         | https://b.example      | http://a.example/a                   | https://b.example/a                             | the same
          http://a.example         | https://b.example      | http%3A%2F%2Fa.example%2Fa           | https%3A%2F%2Fb.example%2Fa                     | the same
          http://a.example         | https://b.example      | http://a.example/a                   | http://b.example/a                              | http://b.example/a
          http://a.example         | https://b.example      | http%3A%2F%2Fa.example%2Fa           | http%3A%2F%2Fb.example%2Fa                      | http%3A%2F%2Fb.example%2Fa
          http://a.example         | https://b.example      | see a.example.                       | see b.example.                                  | the same
          http://old               | https://new            | //old/a                              | //new/a                                         | the same
          http://old               | https://new            | http://old/a                         | http://new/a                                    | http://new/a
          http://Shop-A.example    | http://Shop-B.example  | http://Shop-A.example/a              | HTTP://SHOP-b.example/a                         | the same
          http://old               | http://new             | http://old/a                         | http://new/a                                    | the same
          http://127.0.0.1:9000    | http://127.0.0.1:9001  | http://127.0.0.1:9000/a              | http://127.0.0.1:9001/b                         | http://127.0.0.1:9000/b
          http://127.0.0.1:9000    | http://127.0.0.1:9001  | http://127.0.0.1:9000/a              | https://127.0.0.1:9001/a                        | https://127.0.0.1:9000/a
          http://127.0.0.1:9000    | http://127.0.0.1:9001  | 127.0.0.1:9000                       | 127.0.0.1:90011                                 | 127.0.0.1:90011
          http://127.0.0.1:9000    | http://127.0.0.1:9001  | 127.0.0.1:9000                       | 10.127.0.0.1:9001                               | 10.127.0.0.1:9001
          http://a.example         | http://b.example       | http://a.example/                    | http://b.example.com/                           | http://b.example.com/
          http://a.example         | http://b.example       | http://a.example/                    | http://www.b.example/                           | http://www.b.example/
          http://a.example         | http://b.example       | jo@a.example                         | jo@b.example                                    | jo@b.example
          http://a.example         | http://b.example       | http://a.example:8080/               | http://b.example:8080/                          | http://b.example:8080/
          http://old               | http://new             | old                                  | new                                             | new
          """)
  void isTheSameWhereEachLegNamesItself(
      String control, String candidate, String was, String is, String differing) {
    Comparison header = compared(control, candidate, located(was), located(is));
    assertThat(values(header)).isEqualTo(differing == null ? List.of() : List.of(differing));

    Comparison text = compared(control, candidate, text(was), text(is));
    assertThat(values(text))
        .isEqualTo(differing == null ? List.of() : List.of("line 2: " + differing));
  }

  @Test
  void leavesAloneWhatBothLegsSay() {
    Response both = Given.json(200, "[\"http://127.0.0.1:9000\",\"http://127.0.0.1:9001\"]");

    assertThat(values(compared("http://127.0.0.1:9000", "http://127.0.0.1:9001", both, both)))
        .isEmpty();
  }

  @Test
  void pairsItemsThatNameTheLeg() {
    assertThat(
            compared(
                    "http://127.0.0.1:9000",
                    "http://127.0.0.1:9001",
                    Given.json(200, "[\"http://127.0.0.1:9000/1\",\"http://127.0.0.1:9000/2\"]"),
                    Given.json(200, "[\"http://127.0.0.1:9001/2\"]"))
                .getDivergencesList())
        .extracting(Divergence::getKind, Divergence::getPointer)
        .containsExactlyInAnyOrder(
            tuple(Divergence.Kind.LENGTH, ""), tuple(Divergence.Kind.MISSING, "/0"));
  }

  @Test
  void takesACookiesDomainForTheLegsHost() {
    Response control = cookie("sid=1; Domain=a.example; Path=/");

    assertThat(
            values(
                compared(
                    "http://a.example",
                    "http://b.example:81",
                    control,
                    cookie("sid=1; Domain=b.example; Path=/"))))
        .isEmpty();
    assertThat(
            values(
                compared("http://a.example", "http://b.example", control, cookie("sid=1; Path=/"))))
        .hasSize(1);
  }

  @Test
  void takesProductionsOwnNameForTheLegs() {
    Exchange exchange =
        Given.exchange("a", "/", located("https://shop.example/orders/1")).toBuilder()
            .setAuthority("shop.example")
            .build();
    Outcome alone =
        Given.answered(exchange, Leg.CANDIDATE, 1, located("http://127.0.0.1:9001/orders/1"));

    assertThat(compare("", "http://127.0.0.1:9001", exchange, alone).getDivergencesList())
        .isEmpty();
    assertThat(compare("", "http://127.0.0.1:9002", exchange, alone).getDivergencesList())
        .hasSize(1);
  }

  private static Response located(String location) {
    return Given.with(Response.newBuilder().setStatus(302).build(), "Location", location);
  }

  private static Response cookie(String value) {
    return Given.with(Response.newBuilder().setStatus(200).build(), "Set-Cookie", value);
  }

  private static Response text(String line) {
    return Given.body(200, "text/plain", "first\n" + line + "\n");
  }

  private static List<String> values(Comparison comparison) {
    return comparison.getDivergencesList().stream()
        .flatMap(divergence -> divergence.getDifferingList().stream())
        .filter(differing -> differing.getLeg() == Leg.CANDIDATE)
        .map(Divergence.Differing::getValue)
        .toList();
  }

  private static Comparison compared(String control, String candidate, Response was, Response is) {
    Exchange exchange = Given.exchange("a", "/", was);
    return compare(
        control,
        candidate,
        exchange,
        Given.answered(exchange, Leg.CONTROL, 1, was),
        Given.answered(exchange, Leg.CANDIDATE, 1, is));
  }

  private static Comparison compare(
      String control, String candidate, Exchange exchange, Outcome... outcomes) {
    return ExchangeDiff.compare(
        exchange,
        Endpoint.getDefaultInstance(),
        List.of(outcomes),
        Authorities.of(
            RunRequested.newBuilder().setControl(control).setCandidate(candidate).build()),
        new MessageJson(GrpcDescriptors.none()));
  }
}
