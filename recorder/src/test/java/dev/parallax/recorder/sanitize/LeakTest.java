package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.sanitize.Canaries.Canary;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plants a unique secret of each kind in each place and encoding, and looks for it afterwards. */
class LeakTest {

  private static final int SECRETS_A_CELL = 25;

  private static final Map<String, Function<String, Raws>> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("path", v -> Raws.get("/api/lookup/" + Canaries.percent(v)));
    PLACES.put("path in the open", v -> Raws.get("/api/orders/" + v.replace(' ', '_')));
    PLACES.put("first segment", v -> Raws.get("/" + Canaries.percent(v) + ".html"));
    PLACES.put("matrix parameter", v -> Raws.get("/orders;ref=" + Canaries.percent(v) + "/x"));
    PLACES.put("query", v -> Raws.get("/search?q=" + Canaries.percent(v)));
    PLACES.put("query with plus", v -> Raws.get("/search?page=" + v.replace(' ', '+')));
    PLACES.put("query name", v -> Raws.get("/search?" + Canaries.percent(v) + "=1"));
    PLACES.put("query name alone", v -> Raws.get("/search?" + Canaries.percent(v)));
    PLACES.put("broken query", v -> Raws.get("/search?q=%zz" + v.replace(' ', '+')));
    PLACES.put("nested JSON in query", v -> Raws.get("/g?v={\"a\":[\"" + v + "\"]}"));
    PLACES.put("fragment", v -> Raws.get("/a#" + Canaries.percent(v)));
    PLACES.put(
        "absolute form", v -> Raws.get("http://u:" + Canaries.percent(v) + "@shop.example/"));
    PLACES.put("method", v -> Raws.get("/").method(v));
    PLACES.put("authority", v -> Raws.get("/").authority(v + "@shop.example"));
    PLACES.put("bearer", v -> Raws.get("/").asking("Authorization", "Bearer " + v));
    PLACES.put("no scheme", v -> Raws.get("/").asking("Authorization", v));
    PLACES.put(
        "basic user", v -> Raws.get("/").asking("Authorization", "Basic " + base64(v + ":pw")));
    PLACES.put(
        "basic password", v -> Raws.get("/").asking("Authorization", "Basic " + base64("me:" + v)));
    PLACES.put(
        "token claim",
        v -> Raws.get("/").asking("Authorization", "Bearer " + jwt("{\"sub\":\"" + v + "\"}")));
    PLACES.put("cookie", v -> Raws.get("/").asking("Cookie", "a=b; sid=" + Canaries.percent(v)));
    PLACES.put("cookie in the open", v -> Raws.get("/").asking("Cookie", "sid=\"" + v + "\""));
    PLACES.put("cookie name", v -> Raws.get("/").asking("Cookie", v.replace(' ', '_') + "=1"));
    PLACES.put("unknown header", v -> Raws.get("/").asking("X-Customer", v));
    PLACES.put("list header", v -> Raws.get("/").asking("X-Forwarded-For", "10.0.0.1, " + v));
    PLACES.put("harmless header", v -> Raws.get("/").asking("Accept-Language", "de, " + v));
    PLACES.put("number header", v -> Raws.get("/").answering("Retry-After", "soon " + v));
    PLACES.put("date header", v -> Raws.get("/").answering("Expires", v));
    PLACES.put(
        "policy header", v -> Raws.get("/").answering("Content-Security-Policy", "nonce-" + v));
    PLACES.put("header name", v -> Raws.get("/").asking("X-" + v, "1"));
    PLACES.put("user agent", v -> Raws.get("/").asking("User-Agent", "Firefox/128.0 (" + v + ")"));
    PLACES.put("unknown agent", v -> Raws.get("/").asking("User-Agent", v + "/1.0"));
    PLACES.put("host", v -> Raws.get("/").asking("Host", v + "@shop.example"));
    PLACES.put(
        "referer",
        v -> Raws.get("/").asking("Referer", "https://a.example/orders/" + v + "?q=" + v));
    PLACES.put("etag", v -> Raws.get("/").answering("ETag", "W/\"" + v + "\""));
    PLACES.put(
        "location",
        v -> Raws.get("/").answering("Location", "/users/" + Canaries.percent(v) + "#t=" + v));
    PLACES.put(
        "file name",
        v -> Raws.get("/").answering("Content-Disposition", "attachment; filename=\"" + v + "\""));
    PLACES.put("content type", v -> Raws.get("/").answering("Content-Type", "text/html; b=" + v));
    PLACES.put("no content type", v -> Raws.get("/").answering("Content-Type", v));
    PLACES.put("coding", v -> Raws.get("/").answering("Content-Encoding", v));
    PLACES.put(
        "set-cookie", v -> Raws.get("/").answering("Set-Cookie", "sid=" + v + "; Path=/; X=" + v));
    PLACES.put(
        "set-cookie path", v -> Raws.get("/").answering("Set-Cookie", "a=b; Path=/users/" + v));
    PLACES.put("trailer", v -> Raws.get("/").trailing("X-Sum", v));
    PLACES.put("JSON string", v -> json("{\"a\":\"" + v + "\"}"));
    PLACES.put("JSON within text", v -> json("[\"so it was " + v + " then\"]"));
    PLACES.put("JSON root", v -> json("\"" + v + "\""));
    PLACES.put(
        "JSON link",
        v -> {
          String p = Canaries.percent(v);
          return json(
              "[\"https://%s.example/users/%s;b=%s?%s=%s&page=%s#%s\",\"/api/users/%s/%s\"]"
                  .formatted(p, p, p, p, p, p, p, p, v.replace(' ', '_')));
        });
    PLACES.put("JSON name", v -> json("{\"" + v + "\":{\"x\":[1]}}"));
    PLACES.put(
        "JSON escapes", v -> json("{\"a\":\"" + escaped(v) + "\",\"" + escaped(v) + "\":0}"));
    PLACES.put("JSON in JSON", v -> json(nested(nested("{\"a\":\"" + v + "\"}"))));
    PLACES.put("malformed JSON", v -> json("{\"a\":\"" + v + "\",}"));
    PLACES.put("two JSON values", v -> json("{} \"" + v + "\""));
    PLACES.put(
        "cut JSON",
        v -> {
          byte[] body = Raws.bytes("[{\"a\":1},{\"a\":\"" + v + "\"},{\"a\":\"" + v);
          return Raws.get("/").returning("application/json", new RawBody(body, 9000, true));
        });
    PLACES.put(
        "gzip",
        v ->
            Raws.get("/")
                .answering("Content-Encoding", "gzip")
                .returning(
                    "application/json",
                    RawBody.whole(Frames.gzipped(Raws.bytes("{\"a\":\"" + v + "\"}")))));
    PLACES.put(
        "mislabelled", v -> json("{\"a\":\"" + v + "\"}").answering("Content-Encoding", "br"));
    PLACES.put("form", v -> form("a=1&b=" + Canaries.percent(v)));
    PLACES.put("form name", v -> form(v.replace(' ', '+') + "=1"));
    PLACES.put(
        "lines",
        v -> Raws.get("/").returning("application/x-ndjson", "{\"a\":1}\n{\"a\":\"" + v + "\"}\n"));
    PLACES.put(
        "html", v -> Raws.get("/").returning("text/html", "<a href='/u/" + v + "'>" + v + "</a>"));
    PLACES.put("html text", v -> html("<p>" + v + "</p>tail " + v + "<p>"));
    PLACES.put("html reference", v -> html("<p>" + references(v) + "</p>"));
    PLACES.put("html title", v -> html("<title>" + v + "</title><textarea>" + v + "</textarea>"));
    PLACES.put("html value", v -> html("<input name=a value=\"" + v + "\">"));
    PLACES.put(
        "html class", v -> html("<p class=\"a " + v + "\" id='" + v + "' style='" + v + "'>"));
    PLACES.put(
        "html style", v -> html("<p style=\"a:url(/users/" + v + ");content:'" + v + "'\">"));
    PLACES.put("html unquoted", v -> html("<p title=" + v + " data-a=" + v + ">"));
    PLACES.put("html tag", v -> html("<" + v + ">x</" + v + ">"));
    PLACES.put("html attribute", v -> html("<p " + v + ">" + "<p " + v + "=1></p " + v + ">"));
    PLACES.put("html name", v -> html("<input name='" + v + "' value=1><meta name='" + v + "'>"));
    PLACES.put("html link", v -> html("<a href='/orders?q=" + v + "#" + v + "'>"));
    PLACES.put("html script link", v -> html("<a href=\"javascript:f('" + v + "')\">"));
    PLACES.put("html mail link", v -> html("<a href='mailto:" + v + "?subject=" + v + "'>"));
    PLACES.put("html data link", v -> html("<img src='data:text/plain;base64," + base64(v) + "'>"));
    PLACES.put("html sources", v -> html("<img srcset='/a/" + v + " 2x, /users/" + v + " 3x'>"));
    PLACES.put("html handler", v -> html("<p onclick='f(\"" + v + "\")'>"));
    PLACES.put("html script", v -> html("<script>f('" + v + "')</script><style>" + v + "</style>"));
    PLACES.put(
        "html data",
        v -> html("<script type=application/ld+json>{\"a\":[\"" + v + "\"]}</script>"));
    PLACES.put(
        "html script in a script",
        v -> html("<script><!--<script></script><" + v + "></" + v + ">--></script>"));
    PLACES.put("html comment", v -> html("<!--" + v + "--><!" + v + "><?" + v + "></ " + v + ">"));
    PLACES.put("html section", v -> html("<svg><![CDATA[>" + v + "<" + v + ">]]></svg>"));
    PLACES.put("html doctype", v -> html("<!DOCTYPE html SYSTEM '" + v + "'>"));
    PLACES.put("html unfinished", v -> html("<p>x</p><a title='" + v));
    PLACES.put(
        "html refresh", v -> html("<meta http-equiv=refresh content='1;url=/users/" + v + "'>"));
    PLACES.put("html viewport", v -> html("<meta name=viewport content='" + v + "'>"));
    PLACES.put("html size", v -> html("<svg viewBox='" + v + "' width='" + v + "'>"));
    PLACES.put("cut html", v -> cut("text/html", "<p>x</p><p>" + v));
    PLACES.put("xml text", v -> xml("<a><b>" + v + "</b>" + v + "</a>"));
    PLACES.put("xml attribute", v -> xml("<a b='" + v + "'/>"));
    PLACES.put("xml link", v -> xml("<loc>http://a.example/users/" + v + "?b=" + v + "</loc>"));
    PLACES.put("xml section", v -> xml("<a><![CDATA[" + v + "]]></a>"));
    PLACES.put("xml comment", v -> xml("<a><!--" + v + "--></a>"));
    PLACES.put("xml instruction", v -> xml("<a><?pi " + v + "?></a>"));
    PLACES.put("xml target", v -> xml("<a><?" + v + "?></a>"));
    PLACES.put("xml element", v -> xml("<" + v + "/>"));
    PLACES.put("xml attribute name", v -> xml("<a " + v + "='1'/>"));
    PLACES.put("xml prefix", v -> xml("<" + v + ":a xmlns:" + v + "='urn:iso:1'/>"));
    PLACES.put(
        "xml references", v -> xml("<a b='" + references(v) + "'>" + references(v) + "</a>"));
    PLACES.put("xml namespace", v -> xml("<a xmlns='http://www.w3.org/" + v + "'/>"));
    PLACES.put("xml other namespace", v -> xml("<a xmlns='urn:x:" + v + "'/>"));
    PLACES.put("xml doctype", v -> xml("<!DOCTYPE a PUBLIC '" + v + "' '" + v + "'><a/>"));
    PLACES.put("xml entity", v -> xml("<!DOCTYPE a [<!ENTITY b '" + v + "'>]><a>&b;</a>"));
    PLACES.put("xml declaration", v -> xml("<?xml version='1.0' " + v + "?><a/>"));
    PLACES.put("xml version", v -> xml("<a version='" + v + "'/>"));
    PLACES.put("xml type", v -> xml("<a xsi:type='" + v + "' xml:lang='" + v + "'/>"));
    PLACES.put("xml data", v -> xml("<a>{\"b\":[\"" + v + "\"]}</a>"));
    PLACES.put("malformed xml", v -> xml("<a>" + v + "</b>"));
    PLACES.put("cut xml", v -> cut("text/xml", "<a><b>" + v + "</b><c d='" + v));
    PLACES.put(
        "svg",
        v -> Raws.get("/").returning("image/svg+xml", "<svg><text x='1'>" + v + "</text></svg>"));
    PLACES.put(
        "feed",
        v -> Raws.get("/").returning("application/atom+xml", "<link href='/users/" + v + "'/>"));
    PLACES.put("table", v -> csv("id,who\n1234," + v + "\n"));
    PLACES.put("table in quotes", v -> csv("id,who\n1234,\"x,\"\"" + v + "\"\"\ny\"\n"));
    PLACES.put("table header", v -> csv("id," + v + "\n1,2.5\n"));
    PLACES.put("table without header", v -> csv(v + "," + v + "\n" + v + "," + v));
    PLACES.put("cut table", v -> cut("text/csv", "id,who\n1234,x\n1234," + v));
    PLACES.put("part", v -> part("name=a", "", v));
    PLACES.put("part name", v -> part("name=\"" + v + "\"", "", "1"));
    PLACES.put("part file", v -> part("name=a; filename=\"" + v + ".pdf\"", "text/plain", "1"));
    PLACES.put(
        "part file, extended",
        v -> part("name=a; filename*=UTF-8''" + Canaries.percent(v), "text/plain", "1"));
    PLACES.put("part parameter", v -> part("name=a; x=\"" + v + "\"", "", "1"));
    PLACES.put("part disposition", v -> part(v, "", "1"));
    PLACES.put("part header", v -> part("name=a\r\nX-A: " + v, "", "1"));
    PLACES.put("part header name", v -> part("name=a\r\n" + v.replace(' ', '_') + ": 1", "", "1"));
    PLACES.put("part type", v -> part("name=a", v + "; charset=" + v, v));
    PLACES.put("part JSON", v -> part("name=a", "application/json", "[\"" + v + "\"]"));
    PLACES.put("part malformed", v -> part("name=a", "application/json", "[\"" + v));
    PLACES.put("part binary", v -> part("name=a; filename=a.png", "image/png", "\u0089" + v));
    PLACES.put(
        "part in base64",
        v ->
            part(
                "name=a\r\nContent-Transfer-Encoding: base64",
                "application/json",
                base64("[\"" + v + "\"]")));
    PLACES.put(
        "part quoted printable",
        v ->
            part(
                "name=a\r\nContent-Transfer-Encoding: quoted-printable",
                "",
                v.replace("@", "=40")));
    PLACES.put(
        "part in a part",
        v -> part("name=a", "multipart/mixed; boundary=i", "--i\r\n\r\n" + v + "\r\n--i--\r\n"));
    PLACES.put("beside parts", v -> multipart(v + "\r\n--x\r\n\r\n1\r\n--x--\r\n" + v));
    PLACES.put("part after line feed", v -> multipart("--x\n\n" + v + "\n--x--\n"));
    PLACES.put(
        "boundary",
        v ->
            Raws.get("/")
                .returning(
                    "multipart/mixed; boundary=\"" + v + "\"; x=" + v,
                    "--" + v + "\r\n\r\n1\r\n--" + v + "--"));
    PLACES.put(
        "cut part", v -> cut("multipart/mixed; boundary=x", "--x\r\n\r\n1\r\n--x\r\n\r\n" + v));
    PLACES.put("GraphQL string", v -> graphql("{a(b:\"" + v + "\"){c}}"));
    PLACES.put("GraphQL block", v -> graphql("{a(b:\"\"\"" + v + "\"\"\"){c}}"));
    PLACES.put("GraphQL escapes", v -> graphql("{a(b:[{c:\"" + escaped(v) + "\"}])}"));
    PLACES.put("GraphQL comment", v -> graphql("{a{b}}#" + v + "\n#" + v));
    PLACES.put("GraphQL name", v -> graphql("{a(b:" + v + "){" + v + "}}"));
    PLACES.put("GraphQL default", v -> graphql("query($a:B=\"" + v + "\"){c}"));
    PLACES.put("GraphQL in JSON", v -> json("{\"query\":\"{a(b:\\\"" + v + "\\\"){c}}\"}"));
    PLACES.put("phrase like GraphQL", v -> json("{\"query\":\"{a " + v + "{\"}"));
    PLACES.put(
        "GraphQL in query",
        v -> Raws.get("/?query=" + Canaries.percent("{a(b:\"" + v + "\"){c}}")));
    PLACES.put("cut GraphQL", v -> cut("application/graphql", "{a(b:\"x\",c:\"" + v));
    PLACES.put("base64", v -> json("[\"" + base64(v) + "\"]"));
    PLACES.put("base64 of JSON", v -> json("[\"" + base64("{\"a\":\"" + v + "\"}") + "\"]"));
    PLACES.put("base64 twice", v -> json("[\"" + base64(base64(v)) + "\"]"));
    PLACES.put(
        "base64 in a cookie",
        v -> Raws.get("/").asking("Cookie", "a=" + base64("{\"b\":\"" + v + "\"}")));
    PLACES.put("percent in JSON", v -> json("[\"" + Canaries.percent(v) + "\"]"));
    PLACES.put("percent twice", v -> Raws.get("/?a=" + Canaries.percent(Canaries.percent(v))));
    PLACES.put("data URI", v -> json("[\"data:text/plain;base64," + base64(v) + "\"]"));
    PLACES.put(
        "data URI in the open", v -> json("[\"data:text/plain," + Canaries.percent(v) + "\"]"));
    PLACES.put("data URI type", v -> json("[\"data:" + v.replace(' ', '_') + ";base64,AAAA\"]"));
    PLACES.put("plain", v -> Raws.get("/").returning("text/plain", v));
    PLACES.put("event data", v -> events("data: " + v));
    PLACES.put("event JSON", v -> events("data: {\"a\":[\"" + v + "\"]}"));
    PLACES.put("event name", v -> events("event: " + v + "\ndata: 1"));
    PLACES.put("event id", v -> events("id: " + v + "\ndata"));
    PLACES.put("event comment", v -> events(": " + v + "\ndata: 1\n: " + v));
    PLACES.put("event field", v -> events(v + ": 1\ndata: 1\nretry: " + v));
    PLACES.put("unended event", v -> events("data: 1\n\ndata: " + v + "\ndata: [" + v));
    PLACES.put("gRPC message", v -> Raws.get("/a.B/C").returning("application/grpc", frame(v)));
    PLACES.put("broken gRPC", v -> Raws.get("/a.B/C").returning("application/grpc+proto", v));
    PLACES.put(
        "gRPC path",
        v -> Raws.get("/a." + v.replace(' ', '_') + '/' + v).sending("application/grpc", ""));
    PLACES.put("gRPC service, answered", v -> called("/a.B" + v.replace(' ', '_') + "/C"));
    PLACES.put("gRPC method, answered", v -> called("/a.B/C" + v.replace(' ', '_')));
    PLACES.put("gRPC package, answered", v -> called('/' + v.replace(' ', '_') + ".B/C"));
    PLACES.put("gRPC base, answered", v -> called("/users/" + Canaries.percent(v) + "/a.B/C"));
    PLACES.put("gRPC query, answered", v -> called("/a.B/C?" + Canaries.percent(v)));
    PLACES.put("gRPC error", v -> Raws.get("/a.B/C").trailing("grpc-message", "no%20such: " + v));
    PLACES.put(
        "gRPC encoded error",
        v -> Raws.get("/a.B/C").answering("grpc-message", Canaries.percent(v)));
    PLACES.put("gRPC encoding", v -> Raws.get("/a.B/C").asking("grpc-encoding", v));
    PLACES.put("gRPC status", v -> Raws.get("/a.B/C").trailing("grpc-status", v));
    PLACES.put("gRPC details", v -> Raws.get("/").trailing("grpc-status-details-bin", base64(v)));
    PLACES.put("WebSocket key", v -> Raws.get("/").asking("Sec-WebSocket-Key", base64(v)));
    PLACES.put(
        "WebSocket protocol", v -> Raws.get("/").asking("Sec-WebSocket-Protocol", "a, " + v));
    PLACES.put("WebSocket answer", v -> Raws.get("/").answering("Sec-WebSocket-Protocol", v));
    PLACES.put("binary", v -> Raws.get("/").returning("image/png", "\u0089PNG" + v));
    PLACES.put("unended part", v -> multipart("--x\r\n" + v));
    PLACES.put("untyped", v -> Raws.get("/").returningUntyped(Raws.bytes(v)));
    PLACES.put("untyped JSON", v -> Raws.get("/").returningUntyped(Raws.bytes("[\"" + v + "\"]")));
  }

  static Iterable<String> places() {
    return PLACES.keySet();
  }

  @ParameterizedTest
  @MethodSource("places")
  void recordsNoPlantedSecret(String place) {
    for (String kind : Canaries.KINDS) {
      Properties.forAll(
          SECRETS_A_CELL,
          random -> Canaries.of(kind, random),
          canary -> {
            Raws raws = Objects.requireNonNull(PLACES.get(place)).apply(canary.value());
            assertThat(Canaries.found(raws.strict().toByteArray(), canary)).as(kind).isFalse();
          });
    }
  }

  /**
   * A parameter of a link without an equals sign, and a fragment, may be whatever somebody chose.
   */
  @ParameterizedTest
  @ValueSource(strings = {"John_Smith", "jsmith", "jane.doe", "Kq9aX2b", "SmFuZQ=="})
  void recordsNoWordOfALinkThatNamesNothing(String word) {
    String link = "https://wiki.example/api/%s;%s/users;%s?%s&page=1&%s#%s".replace("%s", word);
    String path = "/api/users;%s?%s#%s".replace("%s", word);
    String body = "[\"%s\",\"%s\",{\"a\":\"%s\"}]".formatted(link, path, Canaries.percent(path));
    Canary canary = new Canary(word, word.replace("=", ""));

    assertThat(Canaries.found(json(body).strict().toByteArray(), canary)).isFalse();
  }

  /** What is recognised by its form is replaced in detect mode too, in whichever form of text. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "html text",
        "html reference",
        "html title",
        "html value",
        "html script",
        "html data",
        "html handler",
        "html comment",
        "html section",
        "html data link",
        "cut html",
        "xml text",
        "xml attribute",
        "xml section",
        "xml comment",
        "xml instruction",
        "xml references",
        "xml data",
        "cut xml",
        "svg",
        "table",
        "table in quotes",
        "cut table",
        "part",
        "part file",
        "part JSON",
        "part in base64",
        "part quoted printable",
        "part in a part",
        "part binary",
        "GraphQL string",
        "GraphQL block",
        "GraphQL escapes",
        "GraphQL comment",
        "GraphQL in JSON",
        "base64",
        "base64 of JSON",
        "base64 twice",
        "percent in JSON",
        "percent twice",
        "data URI",
        "data URI in the open",
        "plain"
      })
  void detectsWhatIsPlanted(String place) {
    for (String kind : List.of("email", "card", "spaced card", "phone", "iban", "ipv6")) {
      Properties.forAll(
          SECRETS_A_CELL,
          random -> Canaries.of(kind, random),
          canary -> {
            Raws raws = Objects.requireNonNull(PLACES.get(place)).apply(canary.value());
            byte[] recorded = raws.by(Raws.DETECT).toByteArray();
            assertThat(Canaries.found(recorded, canary)).as(kind).isFalse();
          });
    }
  }

  @Test
  void recordsNoNumberOfJson() {
    Properties.forAll(
        200,
        random -> random.nextLong(1_000_000_000_000L, 9_000_000_000_000L),
        number -> {
          Canary canary = new Canary("", Long.toString(number));
          byte[] recorded =
              json("{\"a\":%d,\"b\":%d.5,\"c\":%de2}".formatted(number, number, number))
                  .strict()
                  .toByteArray();
          assertThat(Canaries.found(recorded, canary)).isFalse();
        });
  }

  /** The control: the oracle does find what is there. */
  @Test
  void oracleFindsWhatPasses() {
    SanitisePolicy open =
        new SanitisePolicy(Mode.STRICT, List.of("response body /a"), List.of(), List.of("secret"));
    Canary canary = Canaries.of("token", RandomGenerator.of("L64X128MixRandom"));
    byte[] recorded =
        json("{\"a\":\"" + canary.value() + "\"}").by(new Sanitiser(open, Raws.KEY)).toByteArray();
    assertThat(Canaries.found(recorded, canary)).isTrue();
    assertThat(Canaries.found(Raws.bytes("x" + base64("ab" + canary.value())), canary)).isTrue();
    assertThat(Canaries.found(Raws.bytes(Canaries.percent(canary.value())), canary)).isTrue();
  }

  private static Raws html(String body) {
    return Raws.get("/").returning("text/html", body);
  }

  private static Raws xml(String body) {
    return Raws.get("/").returning("application/xml", body);
  }

  private static Raws csv(String body) {
    return Raws.get("/").returning("text/csv", body);
  }

  private static Raws graphql(String body) {
    return Raws.get("/").returning("application/graphql", body);
  }

  private static Raws cut(String type, String body) {
    return Raws.get("/").returning(type, new RawBody(Raws.bytes(body), 9000, true));
  }

  private static Raws multipart(String body) {
    return Raws.get("/").returning("multipart/mixed; boundary=x", body);
  }

  private static Raws part(String parameters, String type, String content) {
    String typed = type.isEmpty() ? "" : "\r\nContent-Type: " + type;
    return multipart(
        "--x\r\nContent-Disposition: form-data; %s%s\r\n\r\n%s\r\n--x--\r\n"
            .formatted(parameters, typed, content));
  }

  private static String references(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append((c & 1) == 0 ? "&#" + c + ';' : "&#x%x;".formatted(c)));
    return out.toString();
  }

  private static Raws json(String body) {
    return Raws.get("/").returning("application/json", body);
  }

  private static Raws events(String lines) {
    return Raws.get("/").returning("text/event-stream", lines + "\n\n");
  }

  /** A call that a server of gRPC answered with OK. */
  private static Raws called(String target) {
    return Raws.get(target)
        .method("POST")
        .sending("application/grpc", "")
        .returning("application/grpc", "")
        .trailing("grpc-status", "0");
  }

  private static String frame(String message) {
    return "\0\0\0\0" + (char) Raws.bytes(message).length + message;
  }

  private static Raws form(String body) {
    return Raws.get("/").method("POST").sending("application/x-www-form-urlencoded", body);
  }

  private static String nested(String json) {
    return "{\"n\":\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append("\\u%04x".formatted(c)));
    return out.toString();
  }

  private static String jwt(String claims) {
    Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
    return url.encodeToString(Raws.bytes("{\"alg\":\"HS256\"}"))
        + '.'
        + url.encodeToString(Raws.bytes(claims))
        + ".c2lnbmF0dXJlLW9mLXRlc3Q";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
