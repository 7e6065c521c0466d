package dev.parallax.bench.leak.place;

import static dev.parallax.bench.leak.place.Message.get;
import static dev.parallax.bench.leak.place.Message.ok;
import static dev.parallax.bench.leak.place.Message.post;
import static dev.parallax.bench.leak.place.Written.each;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Places in bodies of text, markup, tables and events. */
public final class TextPlaces {

  private static final String MARKUP = "markup";
  private static final String TEXT = "text";
  private static final String EVENTS = "events";

  public static final Place PLAIN =
      Place.of(TEXT, "plain text", to -> typed("text/plain", "Dear " + to.lines() + "\nthanks"));
  public static final Place HTML_TEXT =
      Place.of(MARKUP, "HTML, text", to -> html("<p>" + each(to.markup(), "%s", "<br>") + "</p>"));
  public static final Place XML_TEXT =
      Place.of(
          MARKUP,
          "XML, text",
          to -> xml(each(to.markup(), "<" + to.key() + ">%s</" + to.key() + ">", "")));

  private TextPlaces() {}

  public static List<Place> markup() {
    return List.of(
        XML_TEXT,
        Place.of(
            MARKUP,
            "XML, attribute",
            to -> xml(each(to.markup(), "<a " + to.key() + "=\"%s\"/>", ""))),
        Place.of(MARKUP, "XML, CDATA", to -> xml(each(to.texts(), "<a><![CDATA[%s]]></a>", ""))),
        Place.of(MARKUP, "XML, comment", to -> xml("<!-- " + to.line() + " -->")),
        Place.of(MARKUP, "XML, instruction", to -> xml("<?by " + to.line() + "?>")),
        Place.of(
            MARKUP,
            "XML, entity declared",
            to ->
                typed(
                    "application/xml",
                    "<!DOCTYPE a [<!ENTITY e \"" + to.line() + "\">]><a>&e;</a>")),
        Place.of(MARKUP, "XML, not ended", to -> typed("text/xml", "<a><b>" + to.line() + "</a>")),
        Place.of(
            MARKUP,
            "XML, SOAP request",
            to ->
                Planned.of(
                    post(
                        "/soap",
                        "text/xml",
                        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
                            + each(to.markup(), "<" + to.key() + ">%s</" + to.key() + ">", "")
                            + "</e:Body></e:Envelope>"),
                    ok())),
        HTML_TEXT,
        Place.of(
            MARKUP,
            "HTML, attribute",
            to -> html(each(to.markup(), "<a href=\"/customers/%s\" title='%s'>x</a>", ""))),
        Place.of(
            MARKUP,
            "HTML, attribute without quotes",
            to -> html(each(to.markup(), "<i data-of=%s>x</i>", ""))),
        Place.of(MARKUP, "HTML, comment", to -> html("<!-- built for " + to.line() + " -->")),
        Place.of(
            MARKUP,
            "HTML, hidden input",
            to -> html(each(to.markup(), "<input type=hidden name=csrf value=\"%s\">", ""))),
        Place.of(
            MARKUP,
            "HTML, script with JSON",
            to -> html("<script>window.state=" + to.object() + ";</script>")),
        Place.of(
            MARKUP,
            "HTML, JSON-LD",
            to -> html("<script type=\"application/ld+json\">" + to.object() + "</script>")),
        Place.of(
            MARKUP,
            "HTML, style",
            to -> html("<style>a:after{content:\"" + to.line() + "\"}</style>")),
        Place.of(
            MARKUP,
            "HTML, meta",
            to -> html(each(to.markup(), "<meta name=author content=\"%s\">", ""))),
        Place.of(MARKUP, "HTML, name of a tag", to -> html("<x-" + to.texts().getFirst() + ">")),
        Place.of(MARKUP, "HTML, textarea", to -> html("<textarea>" + to.lines() + "</textarea>")),
        Place.of(
            MARKUP,
            "HTML, error page",
            to ->
                Planned.of(
                    get("/orders"),
                    Message.answer("500 Oops")
                        .body("text/html", "<h1>Error</h1><pre>" + trace(to) + "</pre>"))));
  }

  public static List<Place> texts() {
    return List.of(
        PLAIN,
        Place.of(
            TEXT,
            "stack trace",
            to ->
                Planned.of(
                    get("/orders"), Message.answer("500 Oops").body("text/plain", trace(to)))),
        Place.of(
            TEXT,
            "CSV, cell",
            to ->
                typed(
                    "text/csv",
                    "id," + to.key() + "\n" + each(to.texts(), "1,\"%s\"", "\n") + "\n")),
        Place.of(
            TEXT,
            "CSV, header",
            to -> typed("text/csv", each(to.texts(), "\"%s\"", ",") + "\n1\n")),
        Place.of(
            TEXT,
            "CSV, semicolons",
            to -> typed("text/csv", "id;" + to.key() + "\n" + each(to.texts(), "1;%s", "\n"))),
        Place.of(
            TEXT,
            "TSV",
            to ->
                typed(
                    "text/tab-separated-values",
                    "id\t" + to.key() + "\n" + each(to.texts(), "1\t%s", "\n"))),
        Place.of(
            TEXT,
            "JavaScript",
            to -> typed("application/javascript", "const user='" + to.line() + "';")),
        Place.of(TEXT, "CSS", to -> typed("text/css", "/* " + to.line() + " */ a{}")),
        Place.of(
            TEXT,
            "YAML",
            to -> typed("application/yaml", each(to.texts(), to.key() + ": %s", "\n"))),
        Place.of(
            TEXT,
            "vCard",
            to ->
                typed(
                    "text/vcard",
                    "BEGIN:VCARD\r\n" + each(to.texts(), "NOTE:%s", "\r\n") + "\r\nEND:VCARD\r\n")),
        Place.of(TEXT, "Markdown", to -> typed("text/markdown", "# Hi\n\n* " + to.lines())),
        Place.of(
            TEXT, "unknown type", to -> typed("application/x-shop", "\u0001\u0002" + to.lines())),
        Place.of(TEXT, "malformed type", to -> typed("text", to.lines())),
        Place.of(TEXT, "image", to -> typed("image/png", "\u0089PNG" + to.lines())),
        Place.of(
            TEXT,
            "SVG",
            to ->
                typed(
                    "image/svg+xml",
                    "<svg><text>" + each(to.markup(), "%s", " ") + "</text></svg>")),
        Place.of(TEXT, "Protobuf", to -> typed("application/x-protobuf", "\n\u0010" + to.lines())),
        Place.of(
            TEXT,
            "MessagePack",
            to -> typed("application/msgpack", "\u0081\u00a1a\u00b0" + to.lines())),
        Place.of(TEXT, "PDF", to -> typed("application/pdf", "%PDF-1.4\n(" + to.lines() + ") Tj")),
        Place.of(
            TEXT,
            "data URL",
            to ->
                typed(
                    "application/json",
                    "{\"img\":\"data:text/plain;base64," + base64(to.lines()) + "\"}")));
  }

  public static List<Place> events() {
    return List.of(
        Place.of(EVENTS, "SSE, data", to -> sse(each(to.texts(), "data: %s\n\n", ""))),
        Place.of(EVENTS, "SSE, JSON", to -> sse("data: " + to.object() + "\n\n")),
        Place.of(EVENTS, "SSE, id", to -> sse(each(to.texts(), "id: %s\ndata: 1\n\n", ""))),
        Place.of(EVENTS, "SSE, event", to -> sse(each(to.texts(), "event: %s\ndata: 1\n\n", ""))),
        Place.of(
            EVENTS, "SSE, comment", to -> sse(each(to.texts(), ": %s\n\n", "") + "data: 1\n\n")),
        Place.of(
            EVENTS,
            "SSE, unknown field",
            to -> sse(each(to.texts(), "x-%s: %s\n", "") + "data: 1\n\n")),
        Place.of(
            EVENTS,
            "SSE, data over lines",
            to -> sse("data: {\"a\":\ndata: " + to.array() + "}\n\n")),
        Place.of(EVENTS, "SSE, not ended", to -> sse("data: 1\n\ndata: " + to.line())),
        Place.of(
            EVENTS,
            "SSE, last event's id",
            to -> Planned.of(get("/events").header("Last-Event-ID: " + to.line()), ok())));
  }

  private static Planned typed(String type, String text) {
    return Planned.of(get("/orders"), Message.answer("200 OK").body(type, text));
  }

  private static Planned html(String inner) {
    return typed(
        "text/html; charset=utf-8", "<!doctype html><html><body>" + inner + "</body></html>");
  }

  private static Planned xml(String inner) {
    return typed("application/xml", "<?xml version=\"1.0\"?><customers>" + inner + "</customers>");
  }

  private static Planned sse(String text) {
    return Planned.of(
        get("/events").header("Accept: text/event-stream"),
        Message.answer("200 OK").body("text/event-stream", text));
  }

  private static String trace(Written to) {
    return "java.lang.IllegalStateException: no account of "
        + to.line()
        + "\n\tat com.shop.Accounts.find(Accounts.java:42)\nCaused by: java.sql.SQLException: Key ("
        + to.key()
        + ")=("
        + to.texts().stream().collect(Collectors.joining(","))
        + ") already exists.\n";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
