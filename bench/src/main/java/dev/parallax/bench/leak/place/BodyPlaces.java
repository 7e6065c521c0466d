package dev.parallax.bench.leak.place;

import static dev.parallax.bench.leak.place.Message.get;
import static dev.parallax.bench.leak.place.Message.ok;
import static dev.parallax.bench.leak.place.Message.post;
import static dev.parallax.bench.leak.place.Written.each;

import java.util.List;

/** Places in bodies of JSON, forms and multipart. */
public final class BodyPlaces {

  private static final String JSON = "JSON";
  private static final String FORM = "forms";

  public static final Place VALUE =
      new Place(JSON, "value", "response body /KEY", to -> answer(to.object()));
  public static final Place REQUEST_VALUE =
      new Place(JSON, "value of the request", "request body /KEY", to -> asked(to.object()));
  public static final Place NUMBER =
      new Place(
          JSON,
          "number",
          "response body /KEY",
          to -> answer("{\"%s\":%s}".formatted(to.key(), String.join("", to.texts()))));
  public static final Place FORM_VALUE =
      new Place(
          FORM,
          "form value",
          "request body /KEY",
          to ->
              Planned.of(
                  post("/orders", "application/x-www-form-urlencoded", "page=2&" + to.query()),
                  ok()));
  public static final Place NESTED =
      new Place(JSON, "JSON in strings, three deep", "response body /KEY", BodyPlaces::nested);

  private BodyPlaces() {}

  public static List<Place> json() {
    return List.of(
        VALUE,
        REQUEST_VALUE,
        NESTED,
        Place.of(JSON, "key", to -> answer("{" + each(to.json(), "\"%s\":true", ",") + "}")),
        Place.of(
            JSON,
            "key of the request",
            to -> asked("{\"by\":{" + each(to.json(), "\"%s\":{}", ",") + "}}")),
        Place.of(JSON, "root", to -> answer(to.array())),
        Place.of(
            JSON,
            "items of a list",
            to -> answer("[[true,1],[" + each(to.json(), "\"%s\"", ",") + "]]")),
        Place.of(
            JSON,
            "key twice",
            to ->
                answer(
                    "{\"%s\":true,%s}"
                        .formatted(to.key(), each(to.json(), "\"" + to.key() + "\":\"%s\"", ",")))),
        Place.of(
            JSON,
            "behind deep brackets",
            to -> answer("[".repeat(200) + to.array() + "]".repeat(200))),
        Place.of(
            JSON, "malformed behind it", to -> answer(to.object().replace("}", ",\"n\":tru}"))),
        Place.of(
            JSON, "malformed before it", to -> answer("{\"n\":tru," + to.object().substring(1))),
        Place.of(
            JSON,
            "cut within it",
            to -> answer(to.object().substring(0, to.object().length() - 4))),
        Place.of(JSON, "behind the root", to -> answer("{\"ok\":true}" + to.object())),
        Place.of(JSON, "in single quotes", to -> answer(to.object().replace('"', '\''))),
        Place.of(JSON, "comment", to -> answer("{\"ok\":true /* " + to.line() + " */}")),
        Place.of(
            JSON,
            "ND-JSON",
            to ->
                typed(
                    "application/x-ndjson",
                    "{\"a\":1}\n" + each(to.json(), "{\"" + to.key() + "\":\"%s\"}\n", ""))),
        Place.of(
            JSON,
            "ND-JSON, a line of text",
            to -> typed("application/x-ndjson", "{\"a\":1}\n" + to.line() + "\n")),
        Place.of(JSON, "with a prefix against hijacking", to -> answer(")]}',\n" + to.object())),
        Place.of(JSON, "JSONP", to -> typed("application/javascript", "cb(" + to.object() + ");")),
        Place.of(
            JSON,
            "of a suffix type",
            to ->
                typed(
                    "application/problem+json",
                    "{\"detail\":\"No account for " + to.json(to.line()) + "\"}")),
        Place.of(JSON, "as text", to -> typed("text/plain", to.object())),
        Place.of(JSON, "without a type", to -> typed("", to.object())),
        Place.of(
            JSON,
            "GraphQL, variable",
            to ->
                asked(
                    "{\"query\":\"query A($v:String!){a(v:$v){id}}\",\"variables\":{\"v\":%s}}"
                        .formatted(to.array()))),
        Place.of(
            JSON,
            "GraphQL, literal",
            to ->
                asked(
                    "{\"query\":\"{a(%s:\\\"%s\\\"){id}}\"}"
                        .formatted(to.key(), to.json(to.line())))),
        Place.of(
            JSON,
            "GraphQL, comment",
            to -> asked("{\"query\":\"{a{id}} # for %s\"}".formatted(to.json(to.line())))),
        Place.of(
            JSON,
            "GraphQL, name",
            to ->
                asked(
                    "{\"operationName\":\"%s\",\"query\":\"{a{id}}\"}"
                        .formatted(to.json(to.line())))),
        Place.of(
            JSON,
            "GraphQL, own type",
            to ->
                Planned.of(
                    post(
                        "/graphql",
                        "application/graphql",
                        "{a(" + to.key() + ":\"" + to.line() + "\"){id}}"),
                    ok())),
        Place.of(
            JSON,
            "GraphQL, in the query string",
            to ->
                Planned.of(
                    get(
                        "/graphql?query=%7Ba(v%3A%22"
                            + String.join("", to.url())
                            + "%22)%7Bid%7D%7D"),
                    ok())),
        Place.of(
            JSON,
            "batch of JSON-RPC",
            to ->
                asked(
                    "[{\"jsonrpc\":\"2.0\",\"method\":\"find\",\"params\":[%s],\"id\":1}]"
                        .formatted(each(to.json(), "\"%s\"", ",")))));
  }

  public static List<Place> numbers() {
    return List.of(
        NUMBER,
        Place.of(JSON, "number as a fraction", to -> answer("{\"n\":%s.25}".formatted(digits(to)))),
        Place.of(
            JSON, "number behind the point", to -> answer("{\"n\":0.%s}".formatted(digits(to)))),
        Place.of(
            JSON, "number with an exponent", to -> answer("{\"n\":%se3}".formatted(digits(to)))),
        Place.of(
            JSON,
            "number of 1 kB",
            to -> answer("{\"n\":1%s%s}".formatted("7".repeat(1000), digits(to)))),
        Place.of(JSON, "negative number", to -> answer("{\"n\":-%s}".formatted(digits(to)))));
  }

  public static List<Place> forms() {
    return List.of(
        FORM_VALUE,
        Place.of(FORM, "form key", to -> form("a=1&" + each(to.url(), "%s=1", "&"))),
        Place.of(
            FORM, "form, key twice", to -> form("sort=price&" + each(to.url(), "sort=%s", "&"))),
        Place.of(
            FORM,
            "form, JSON in it",
            to -> form("data=%7B%22a%22%3A%22" + String.join("", to.url()) + "%22%7D")),
        Place.of(FORM, "form, no pairs", to -> form(String.join("", to.url()))),
        Place.of(FORM, "multipart, part", to -> part("name=\"note\"", "", to.lines())),
        Place.of(FORM, "multipart, name", to -> part("name=\"" + to.line() + "\"", "", "1")),
        Place.of(
            FORM,
            "multipart, filename",
            to ->
                part(
                    "name=\"f\"; filename=\"" + to.line() + ".pdf\"",
                    "Content-Type: application/pdf\r\n",
                    "%PDF-1.4")),
        Place.of(
            FORM,
            "multipart, filename*",
            to -> part("name=\"f\"; filename*=UTF-8''" + String.join("", to.url()), "", "x")),
        Place.of(
            FORM,
            "multipart, part header",
            to -> part("name=\"f\"", "X-Origin: " + to.line() + "\r\n", "x")),
        Place.of(
            FORM,
            "multipart, binary part",
            to ->
                part(
                    "name=\"f\"; filename=\"a.bin\"",
                    "Content-Type: application/octet-stream\r\n",
                    "\u0000\u0001" + to.lines())),
        Place.of(
            FORM,
            "multipart, JSON part",
            to -> part("name=\"f\"", "Content-Type: application/json\r\n", to.object())),
        Place.of(
            FORM,
            "multipart, preamble",
            to ->
                multipart(
                    to.line()
                        + "\r\n--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--X--\r\n")),
        Place.of(FORM, "multipart, boundary", BodyPlaces::boundary),
        Place.of(
            FORM,
            "multipart, not ended",
            to ->
                multipart(
                    "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + to.line())));
  }

  private static String digits(Written to) {
    return String.join("", to.texts());
  }

  private static Planned answer(String json) {
    return typed("application/json", json);
  }

  private static Planned typed(String type, String text) {
    return Planned.of(get("/orders"), Message.answer("200 OK").body(type, text));
  }

  private static Planned asked(String json) {
    return Planned.of(post("/graphql", "application/json", json), ok());
  }

  private static Planned form(String text) {
    return Planned.of(post("/orders", "application/x-www-form-urlencoded", text), ok());
  }

  private static Planned part(String disposition, String headers, String content) {
    return multipart(
        "--X\r\nContent-Disposition: form-data; %s\r\n%s\r\n%s\r\n--X--\r\n"
            .formatted(disposition, headers, content));
  }

  private static Planned multipart(String text) {
    return Planned.of(post("/upload", "multipart/form-data; boundary=X", text), ok());
  }

  /** A boundary that is the secret's. */
  private static Planned boundary(Written to) {
    String boundary = to.texts().getFirst();
    return Planned.of(
        post(
            "/upload",
            "multipart/form-data; boundary=\"" + boundary + '"',
            "--%1$s\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--%1$s--\r\n"
                .formatted(boundary)),
        ok());
  }

  private static Planned nested(Written to) {
    String json = to.object();
    for (int depth = 0; depth < 3; depth++) {
      json =
          "{\"%s\":\"%s\"}".formatted(to.key(), json.replace("\\", "\\\\").replace("\"", "\\\""));
    }
    return answer(json);
  }
}
