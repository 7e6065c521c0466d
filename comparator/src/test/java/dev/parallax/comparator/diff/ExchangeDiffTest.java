package dev.parallax.comparator.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.comparator.Given;
import dev.parallax.proto.Body;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Divergence;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.Endpoint;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Response;
import dev.parallax.proto.Sanitisation;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.MessageJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeDiffTest {

  private static final Response CUP = Given.json(200, "{\"price\":5}");

  @Test
  void namesTheAttemptsThatDiffer() {
    Exchange exchange = Given.exchange("a", "/products/1", CUP);
    Comparison comparison =
        compare(
            exchange,
            Given.answered(exchange, Leg.CONTROL, 1, CUP),
            Given.answered(exchange, Leg.CONTROL, 2, CUP),
            Given.answered(exchange, Leg.CANDIDATE, 1, CUP),
            Given.answered(exchange, Leg.CANDIDATE, 2, Given.json(200, "{\"price\":6}")));

    assertThat(comparison.getExercised()).isTrue();
    assertThat(comparison.getAttemptsCount()).isEqualTo(5);
    assertThat(comparison.getRequest()).isEqualTo("GET /products/1");
    Divergence divergence = only(comparison);
    assertThat(divergence.getBaseLeg()).isEqualTo(Leg.CONTROL);
    assertThat(divergence.getDifferingList())
        .containsExactly(
            Divergence.Differing.newBuilder()
                .setLeg(Leg.CANDIDATE)
                .setAttempt(2)
                .setValue("6")
                .build());
  }

  @Test
  void comparesNoBodiesOfDifferentStatusClasses() {
    assertThat(only(pair(CUP, Given.json(500, "{\"error\":1}"))).getLocation()).isEqualTo("status");
    assertThat(pair(CUP, Given.json(201, "{\"price\":6}")).getDivergencesList())
        .extracting(Divergence::getLocation)
        .containsExactlyInAnyOrder("status", "body /price");
  }

  @ParameterizedTest
  @CsvSource({
    "200, 200, 200, ''",
    "200, 204, 204, ''",
    "200, 404, 404, 'control 404, captured 200'",
    "404, 404, 404, ''",
    "500, 200, 200, 'control 200, captured 500'",
  })
  void saysWhetherAControlExercisedIt(int captured, int control, int candidate, String because) {
    Exchange exchange = Given.exchange("a", "/", Given.json(captured, "{}"));
    Comparison comparison =
        compare(
            exchange,
            Given.answered(exchange, Leg.CONTROL, 1, Given.json(control, "{}")),
            Given.answered(exchange, Leg.CANDIDATE, 1, Given.json(candidate, "{}")));

    assertThat(comparison.getNotExercisedBecause()).isEqualTo(because);
    assertThat(comparison.getExercised()).isEqualTo(because.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "200, 200, ''",
    "200, 404, 'candidate 404, captured 200'",
    "200, 401, 'candidate 401, captured 200'",
    "200, 503, ''",
    "503, 503, ''",
    "404, 500, ''",
  })
  void saysWhetherALoneCandidateExercisedIt(int captured, int candidate, String because) {
    Exchange exchange = Given.exchange("a", "/", Given.json(captured, "{}"));
    Comparison comparison =
        compare(exchange, Given.answered(exchange, Leg.CANDIDATE, 1, Given.json(candidate, "{}")));

    assertThat(comparison.getNotExercisedBecause()).isEqualTo(because);
  }

  @Test
  void countsNothingAsExercisedThatProductionFailed() {
    Exchange exchange =
        Given.exchange("a", "/", CUP).toBuilder()
            .clearResponse()
            .setFailure(Failure.newBuilder().setKind(Failure.Kind.RESET))
            .build();
    Comparison comparison =
        compare(
            exchange,
            Given.answered(exchange, Leg.CONTROL, 1, CUP),
            Given.answered(exchange, Leg.CANDIDATE, 1, CUP));

    assertThat(comparison.getNotExercisedBecause()).isEqualTo("captured RESET");
  }

  @Test
  void tellsFailuresApart() {
    Exchange exchange = Given.exchange("a", "/", CUP);
    Comparison comparison =
        compare(
            exchange,
            Given.failed(exchange, Leg.CONTROL, 1, Failure.Kind.RESET),
            Given.failed(exchange, Leg.CONTROL, 2, Failure.Kind.RESET),
            Given.failed(exchange, Leg.CANDIDATE, 1, Failure.Kind.RESPONSE_TIMEOUT));

    assertThat(comparison.getDivergencesList())
        .allSatisfy(divergence -> assertThat(divergence.getLocation()).isEqualTo("outcome"))
        .flatExtracting(Divergence::getDifferingList)
        .extracting(Divergence.Differing::getLeg)
        .containsExactlyInAnyOrder(Leg.CAPTURED_LEG, Leg.CANDIDATE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      textBlock =
          """
          Cache-Control  | max-age=60, public     | Public,max-age=60         | nothing               | nothing
          Cache-Control  | max-age=60, public     | public, max-age=6         | header cache-control/max-age | VALUE
          Cache-Control  | max-age=60, no-store   | max-age=60                | header cache-control/no-store | MISSING
          Cache-Control  | max-age=60, max-age=0  | max-age=60                | header cache-control/max-age | VALUE
          Cache-Control  | max-age=60, max-age=60 | max-age=60                | nothing               | nothing
          Cache-Control  | no-cache="a, b"        | no-cache="a, c"           | header cache-control/no-cache | VALUE
          Vary           | Accept, Origin         | origin, accept            | nothing               | nothing
          Vary           | Accept                 | Accept, Origin            | header vary/origin    | EXTRA
          Allow          | GET, PUT               | PUT                       | header allow/get      | MISSING
          Strict-Transport-Security | max-age=1; preload | preload; max-age=2 | header strict-transport-security/max-age | VALUE
          X-Order        | a, b                   | b, a                      | header x-order        | VALUE
          Cache-Control  | no-store               | nothing                   | header cache-control  | MISSING
          X-New          | nothing                | 1                         | header x-new          | EXTRA
          Date           | Thu, 01 Jan 1970       | Fri, 02 Jan 1970          | nothing               | nothing
          Date           | Thu, 01 Jan 1970       | nothing                   | header date           | MISSING
          ETag           | "1"                    | "2"                       | nothing               | nothing
          X-Candidate-Id | a                      | b                         | header x-candidate-id | VALUE
          Connection     | close                  | keep-alive                | nothing               | nothing
          Content-Length | 11                     | 12                        | nothing               | nothing
          Set-Cookie     | sid=1; Path=/; Secure  | sid=2; Secure; Path=/     | nothing               | nothing
          Set-Cookie     | sid=1; Path=/; Secure  | sid=2; Path=/             | header set-cookie/sid/secure | MISSING
          Set-Cookie     | sid=1; SameSite=Lax    | sid=2; SameSite=None      | header set-cookie/sid/samesite | VALUE
          Set-Cookie     | sid=1; Path=/; Path=/a | sid=1; Path=/a            | nothing               | nothing
          Set-Cookie     | sid=1; Path=/; Path=/a | sid=1; Path=/             | header set-cookie/sid/path | VALUE
          Set-Cookie     | sid=1                  | sid=2; HttpOnly           | header set-cookie/sid/httponly | EXTRA
          Set-Cookie     | sid=1; Path=/          | nothing                   | header set-cookie/sid | MISSING
          Set-Cookie     | a=1; Expires=Thu, 01   | a=1; Expires=Fri, 02      | nothing               | nothing
          """)
  void comparesHeaders(String name, String control, String candidate, String location, Kind kind) {
    Response left = control == null ? CUP : Given.with(CUP, name, control);
    Response right =
        candidate == null
            ? CUP
            : Given.with(CUP, name.toLowerCase(java.util.Locale.ROOT), candidate);
    Comparison comparison = pair(left, right);
    assertOnly(comparison, location, kind);
  }

  @Test
  void comparesRepeatedHeadersAsAList() {
    Response both = Given.with(Given.with(CUP, "Link", "a"), "Link", "b");
    Response swapped = Given.with(Given.with(CUP, "Link", "b"), "Link", "a");
    Response one = Given.with(CUP, "Link", "a");

    assertThat(pair(both, both).getDivergencesList()).isEmpty();
    assertThat(only(pair(both, swapped)).getKind()).isEqualTo(Kind.ORDER);
    assertThat(only(pair(both, one)).getKind()).isEqualTo(Kind.VALUE);
  }

  @Test
  void takesMembersOnOneLineAndOnTwoForTheSame() {
    Response two = Given.with(Given.with(CUP, "Vary", "a"), "Vary", "b");

    assertThat(pair(two, Given.with(CUP, "Vary", "b, a")).getDivergencesList()).isEmpty();
  }

  @Test
  void seesThatACookieIsSetTwice() {
    Response once = Given.with(CUP, "Set-Cookie", "sid=1; Path=/");

    assertThat(only(pair(once, Given.with(once, "Set-Cookie", "sid=2; Path=/"))).getKind())
        .isEqualTo(Kind.LENGTH);
  }

  @ParameterizedTest
  @CsvSource({
    "sid=2; Path=/a,               header set-cookie/sid/secure, MISSING",
    "sid=2; Path=/b; Secure,       header set-cookie/sid/path,   VALUE",
    "sid=2; Secure,                header set-cookie/sid/path,   MISSING",
    "sid=2; Secure; Path=/a; Max-Age=1, header set-cookie/sid/max-age, EXTRA",
  })
  void comparesEachOfTwoCookiesOfOneName(String second, String location, Kind kind) {
    Response first = Given.with(CUP, "Set-Cookie", "sid=1; Path=/; Secure");
    Response both = Given.with(first, "Set-Cookie", "sid=1; Path=/a; Secure");

    assertThat(pair(both, both).getDivergencesList()).isEmpty();
    assertOnly(pair(both, Given.with(first, "Set-Cookie", second)), location, kind);
  }

  @Test
  void takesAClockForTheSameAnswerAtAnotherMoment() {
    List<LongFunction<String>> clocks =
        List.of(
            nanos -> '"' + instant(nanos).toString() + '"',
            nanos ->
                '"'
                    + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        instant(nanos).atOffset(ZoneOffset.UTC))
                    + '"',
            nanos -> Long.toString(nanos / 1_000_000),
            nanos -> Long.toString(nanos / 1_000_000_000),
            nanos -> "\"" + nanos / 1_000_000_000 + '"');
    long hour = 3_600_000_000_000L;
    for (LongFunction<String> clock : clocks) {
      assertThat(clocks(clock, 0, 0)).as(clock.apply(Given.EPOCH_NANOS)).isEmpty();
      assertThat(clocks(clock, 60_000_000_000L, 0)).hasSize(1);
      assertThat(clocks(clock, hour, hour)).as("a date, not a clock").hasSize(1);
    }
  }

  /** Of a server whose clock is wrong, or an answer that a cache kept. */
  @ParameterizedTest
  @CsvSource({"2, 1", "30, 0"})
  void takesAClockThatGoesWithTheDateForTheSame(int seconds, int missing) {
    Response control = dated("2020-02-03T04:05:06Z", "Mon, 03 Feb 2020 04:05:06 GMT");
    String later = Instant.parse("2020-02-04T04:05:06Z").plusSeconds(seconds).toString();

    assertThat(pair(control, dated(later, "Tue, 04 Feb 2020 04:05:06 GMT")).getDivergencesList())
        .hasSize(1 - missing);
    assertThat(pair(control, Given.json(200, "{\"at\":\"" + later + "\"}")).getDivergencesList())
        .extracting(Divergence::getLocation)
        .containsExactlyInAnyOrder("header date", "body /at");
  }

  private static Response dated(String at, String date) {
    return Given.with(Given.json(200, "{\"at\":\"" + at + "\"}"), "Date", date);
  }

  @Test
  void seesAClockThatIsWrittenInAnotherWay() {
    Exchange exchange = Given.exchange("a", "/", Given.json(404, "{}"));
    Outcome control = Given.answered(exchange, Leg.CONTROL, 1, CUP);
    Outcome candidate = Given.answered(exchange, Leg.CANDIDATE, 1, CUP);
    String zulu = instant(control.getSentAtNanos()).toString();
    String offset = instant(candidate.getSentAtNanos()).toString().replace("Z", "+00:00");

    Comparison comparison =
        compare(
            exchange,
            control.toBuilder().setResponse(Given.json(200, "\"" + zulu + "\"")).build(),
            candidate.toBuilder().setResponse(Given.json(200, "\"" + offset + "\"")).build());

    assertThat(comparison.getDivergencesList())
        .extracting(Divergence::getLocation)
        .contains("body");
  }

  @Test
  void comparesTextByLine() {
    Response base = Given.body(200, "text/html; charset=utf-8", "<p>\none\ntwo\n");
    Response changed = Given.body(200, "text/html; charset=utf-8", "<p>\none\n2\n");
    Response longer = Given.body(200, "text/html; charset=utf-8", "<p>\none\ntwo\nthree");

    assertThat(only(pair(base, changed)).getBaseValue()).isEqualTo("line 3: two");
    assertThat(only(pair(base, longer)).getKind()).isEqualTo(Kind.LENGTH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      nullValues = "nothing",
      textBlock =
          """
          application/x-ndjson; {"a":1}|{"a":2}; {"a":1}|{"a":3}; body /*/a; VALUE
          application/jsonl; {"a":1}||{"b":2}; { "a":1 }|{"b":2}|; nothing; nothing
          application/x-ndjson; {"id":1}|{"id":2}; {"id":2}|{"id":1}; body; ORDER
          application/x-ndjson; {"a":1}; {"a":; body; TYPE
          application/x-www-form-urlencoded; a=1&b=x+y; b=x%20y&a=1; nothing; nothing
          application/x-www-form-urlencoded; a=1&b=2; a=1&b=3; body /b; VALUE
          application/x-www-form-urlencoded; a=1&a=2; a=1; body /a; MISSING
          application/x-www-form-urlencoded; a=M%FCller; a=M%F6ller; body /a; VALUE
          application/x-www-form-urlencoded; a=M%FCller; a=M%C3%BCller; body /a; VALUE
          application/x-www-form-urlencoded; a=M%C3%BCller; a=Müller; nothing; nothing
          application/x-www-form-urlencoded; a=1; a=1&b; body /b; EXTRA
          """)
  void comparesRecordsOfText(String type, String base, String other, String location, Kind kind) {
    Comparison comparison =
        pair(
            Given.body(200, type, base.replace('|', '\n')),
            Given.body(200, type, other.replace('|', '\n')));
    assertOnly(comparison, location, kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-ndjson"})
  void tellsBytesApartThatAreNoUtf8(String type) {
    Response base = Given.body(200, type, "");
    Comparison comparison = pair(latin(base, "\"M\u00fcller\""), latin(base, "\"M\u00f6ller\""));

    assertThat(only(comparison).getBaseValue()).isEqualTo("line 1: \"M\u00fcller\"");
  }

  private static Response latin(Response response, String text) {
    return response.toBuilder()
        .setBody(
            response.getBody().toBuilder()
                .setContent(ByteString.copyFrom(text, StandardCharsets.ISO_8859_1)))
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "set-cookie/sid,           VALUE",
    "set-cookie path/1,        nothing",
    "set-cookie,               nothing",
  })
  void comparesAttributesOfACookieWhoseValueWasReplaced(String leaf, String kind) {
    Response was = Given.with(CUP, "Set-Cookie", "sid=a; Max-Age=10; Path=/u/10");
    Response is = Given.with(CUP, "Set-Cookie", "sid=b; Max-Age=60; Path=/u/10");
    Exchange exchange =
        Given.exchange("a", "/", was).toBuilder()
            .setSanitisation(
                Sanitisation.newBuilder()
                    .addLeaves(Leaf.newBuilder().setLocation("response header " + leaf)))
            .build();

    assertThat(
            compare(exchange, Given.answered(exchange, Leg.CANDIDATE, 1, is)).getDivergencesList())
        .extracting(divergence -> divergence.getKind().name())
        .isEqualTo(kind.equals("nothing") ? List.of() : List.of(kind));
  }

  @Test
  void comparesRecordsOfAPrefixAsFarAsTheyAreWhole() {
    Response whole = Given.body(200, "application/x-ndjson", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}");

    assertThat(pair(whole, cut(whole, "{\"a\":1}\n{\"a")).getDivergencesList()).isEmpty();
    assertThat(only(pair(whole, cut(whole, "{\"a\":9}\n{\"a"))).getPointer()).isEqualTo("/0/a");
  }

  private static Response cut(Response response, String prefix) {
    return response.toBuilder()
        .setBody(
            response.getBody().toBuilder()
                .setExtent(Body.Extent.EXTENT_PREFIX)
                .setTruncated(true)
                .setContent(ByteString.copyFromUtf8(prefix)))
        .build();
  }

  @Test
  void seesThatJsonBecameUnreadable() {
    assertThat(only(pair(CUP, Given.json(200, "{\"price\":"))).getKind()).isEqualTo(Kind.TYPE);
    assertThat(only(pair(CUP, reduced("a", "malformed"))).getKind()).isEqualTo(Kind.TYPE);
  }

  @Test
  void comparesReducedBodiesByDigest() {
    assertThat(pair(reduced("a", "binary"), reduced("a", "binary")).getDivergencesList()).isEmpty();
    assertThat(only(pair(reduced("a", "binary"), reduced("b", "binary"))).getKind())
        .isEqualTo(Kind.VALUE);
  }

  @Test
  void neverCallsAShortenedBodyEqual() {
    Response cut = cut(CUP, "{\"price\":5");
    Comparison comparison = pair(CUP, cut);

    assertThat(comparison.getDivergencesList()).isEmpty();
    assertThat(comparison.getNotComparedList())
        .containsExactly(
            "an answer of staging is compared only as far as both bodies go, for one is cut short");
  }

  @Test
  void comparesPseudonymsOfProductionByShape() {
    Exchange exchange =
        Given.exchange("a", "/", Given.json(200, "{\"mail\":\"u_x@a.invalid\",\"price\":5}"))
            .toBuilder()
            .setSanitisation(
                Sanitisation.newBuilder()
                    .addLeaves(Leaf.newBuilder().setLocation("response body /mail")))
            .build();

    assertThat(againstCaptured(exchange, "{\"mail\":\"jo@shop.example\",\"price\":5}")).isEmpty();
    assertThat(againstCaptured(exchange, "{\"mail\":null,\"price\":5}"))
        .extracting(Divergence::getKind)
        .containsExactly(Kind.TYPE);
    assertThat(againstCaptured(exchange, "{\"mail\":\"jo@shop.example\",\"price\":6}"))
        .extracting(Divergence::getLocation)
        .containsExactly("body /price");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "text/csv",
        "application/soap+xml",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonlines",
        "application/json-seq",
        "multipart/mixed; boundary=x"
      })
  void neverComparesSanitisedTextOfProductionByValue(String type) {
    Exchange exchange =
        Given.exchange("a", "/", Given.body(200, type, "<fmkg>")).toBuilder()
            .setSanitisation(
                Sanitisation.newBuilder().addLeaves(Leaf.newBuilder().setLocation("response body")))
            .build();

    Comparison comparison =
        compare(
            exchange, Given.answered(exchange, Leg.CONTROL, 1, Given.body(200, type, "<html>")));

    assertThat(comparison.getDivergencesList()).isEmpty();
    assertThat(comparison.getNotComparedList()).hasSize(1);
  }

  @Test
  void saysThatPseudonymsOfProductionAreComparedByShape() {
    Exchange exchange =
        Given.exchange("a", "/", CUP).toBuilder()
            .setSanitisation(
                Sanitisation.newBuilder()
                    .addLeaves(
                        Leaf.newBuilder()
                            .setLocation("response body /price")
                            .setFidelity(Leaf.Fidelity.LOSSY)))
            .build();

    assertThat(
            compare(exchange, Given.answered(exchange, Leg.CONTROL, 1, CUP)).getNotComparedList())
        .containsExactly("production's answer is compared by shape only where it was sanitised");
  }

  @Test
  void comparesByShapeWhatADamagedEventSaysNothingOf() {
    Exchange exchange =
        Given.exchange("a", "/", CUP).toBuilder().setSanitisation(Given.DAMAGED).build();
    Outcome control = Given.answered(exchange, Leg.CONTROL, 1, Given.json(200, "{\"price\":6}"));

    assertThat(ExchangeDiff.damaged(exchange, List.of(control))).isEqualTo(1);
    Comparison comparison = compare(exchange, control);
    assertThat(comparison.getDivergencesList()).isEmpty();
    assertThat(comparison.getNotComparedList())
        .containsExactly(
            "production's answer is compared by the shape of its body only, for what was replaced"
                + " there is not known");
    assertThat(againstCaptured(exchange, "{\"price\":null}"))
        .extracting(Divergence::getKind)
        .containsExactly(Kind.TYPE);
  }

  private static List<Divergence> againstCaptured(Exchange exchange, String control) {
    return compare(exchange, Given.answered(exchange, Leg.CONTROL, 1, Given.json(200, control)))
        .getDivergencesList();
  }

  private static List<Divergence> clocks(
      LongFunction<String> clock, long controlAheadNanos, long candidateAheadNanos) {
    Exchange exchange = Given.exchange("a", "/", Given.json(404, "{}"));
    Outcome control = Given.answered(exchange, Leg.CONTROL, 1, CUP);
    Outcome candidate = Given.answered(exchange, Leg.CANDIDATE, 30, CUP);
    String was = clock.apply(control.getSentAtNanos() + controlAheadNanos);
    String is = clock.apply(candidate.getSentAtNanos() + candidateAheadNanos);
    return compare(
            exchange,
            control.toBuilder().setResponse(Given.json(200, "{\"at\":" + was + "}")).build(),
            candidate.toBuilder().setResponse(Given.json(200, "{\"at\":" + is + "}")).build())
        .getDivergencesList()
        .stream()
        .filter(divergence -> divergence.getLocation().equals("body /at"))
        .toList();
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static Response reduced(String digest, String because) {
    return Response.newBuilder()
        .setStatus(200)
        .addAllHeaders(CUP.getHeadersList())
        .setBody(
            Body.newBuilder()
                .setExtent(Body.Extent.EXTENT_REDUCED)
                .setContentType("application/json")
                .setLength(7)
                .setReducedBecause(because)
                .setDigest(ByteString.copyFromUtf8(digest)))
        .build();
  }

  /** The captured answer is the control's, so that only the candidate differs. */
  private static Comparison pair(Response control, Response candidate) {
    Exchange exchange = Given.exchange("a", "/", control);
    return compare(
        exchange,
        Given.answered(exchange, Leg.CONTROL, 1, control),
        Given.answered(exchange, Leg.CANDIDATE, 1, candidate));
  }

  private static Comparison compare(Exchange exchange, Outcome... outcomes) {
    return ExchangeDiff.compare(
        exchange,
        Endpoint.getDefaultInstance(),
        List.of(outcomes),
        Authorities.unknown(),
        new MessageJson(GrpcDescriptors.none()));
  }

  /** Nothing differs where no location is given. */
  private static void assertOnly(Comparison comparison, @Nullable String location, Kind kind) {
    if (location == null) {
      assertThat(comparison.getDivergencesList()).isEmpty();
    } else {
      assertThat(only(comparison).getLocation()).isEqualTo(location);
      assertThat(only(comparison).getKind()).isEqualTo(kind);
    }
  }

  private static Divergence only(Comparison comparison) {
    assertThat(comparison.getDivergencesList()).hasSize(1);
    return comparison.getDivergences(0);
  }
}
