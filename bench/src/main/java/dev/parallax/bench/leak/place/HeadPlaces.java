package dev.parallax.bench.leak.place;

import static dev.parallax.bench.leak.place.Message.get;
import static dev.parallax.bench.leak.place.Message.ok;
import static dev.parallax.bench.leak.place.Written.each;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Places in request lines, headers and trailers. */
public final class HeadPlaces {

  private static final String LINE = "request line";
  private static final String HEADERS = "headers";

  public static final Place QUERY =
      new Place(
          LINE, "query value", "request query KEY", to -> query("/search?page=2&" + to.query()));
  public static final Place PATH =
      Place.of(LINE, "path segment", to -> query(each(to.url(), "/customers/%s", "") + "/orders"));
  public static final Place HEADER =
      new Place(
          HEADERS,
          "custom header",
          "request header x-KEY",
          to -> request(to, "x-" + to.key() + ": %s"));
  public static final Place RESPONSE_HEADER =
      new Place(
          HEADERS,
          "custom header of the response",
          "response header x-KEY",
          to -> response(to, "x-" + to.key() + ": %s"));
  public static final Place COOKIE =
      Place.of(HEADERS, "Cookie", to -> joined(to, "Cookie: lang=de; ", to.key() + "#=%s", "; "));

  private HeadPlaces() {}

  public static List<Place> requestLine() {
    return List.of(
        PATH,
        Place.of(LINE, "whole path", to -> query(each(to.url(), "/%s", ""))),
        Place.of(
            LINE,
            "deep in the path",
            to -> query("/v1/shop" + each(to.url(), "/files/%s.pdf", ""))),
        Place.of(
            LINE,
            "matrix parameter",
            to -> query("/customers;v=2" + each(to.url(), ";" + to.key() + "=%s", "") + "/orders")),
        QUERY,
        Place.of(LINE, "query key", to -> query("/search?" + each(to.url(), "%s=1", "&"))),
        Place.of(LINE, "query without a key", to -> query("/search?" + each(to.url(), "%s", "&"))),
        Place.of(
            LINE,
            "query, key twice",
            to -> query("/search?" + each(to.url(), "sort=price&sort=%s", "&"))),
        Place.of(
            LINE,
            "query, well-known key",
            to -> query("/search?" + each(to.url(), "page=%s", "&"))),
        Place.of(
            LINE,
            "query, URL in it",
            to ->
                query(
                    "/login?next=https%3A%2F%2Fshop.invalid%2F%3Fa%3D"
                        + each(to.url(), "%s", "%26a%3D"))),
        Place.of(
            LINE,
            "query, JSON in it",
            to ->
                query("/search?filter=" + each(to.url(), "%7B%22eq%22%3A%22%s%22%7D", "&filter="))),
        Place.of(
            LINE, "query, semicolons", to -> query("/search?a=1;" + each(to.url(), "b=%s", ";"))),
        Place.of(
            LINE,
            "absolute target",
            to -> query("http://shop.invalid/customers/" + each(to.url(), "%s", "/"))));
  }

  /** A plain word of a path, which is no collection's item. */
  public static final Place WORD =
      Place.of(LINE, "plain word of a path", to -> query(each(to.url(), "/%s", "")));

  /** Places where hosts stand. */
  static List<Place> hosts() {
    return List.of(
        Place.of(HEADERS, "Referer, host", to -> request(to, "Referer: https://%s.shop.invalid/")),
        Place.of(HEADERS, "Origin, host", to -> request(to, "Origin: https://%s.shop.invalid")),
        Place.of(HEADERS, "Location, host", to -> moved(to, "Location: https://%s.shop.invalid/")));
  }

  public static List<Place> headers() {
    return List.of(
        HEADER,
        RESPONSE_HEADER,
        COOKIE,
        Place.of(
            HEADERS,
            "Referer, path",
            to -> url(to, "Referer: https://shop.invalid/customers/%s/edit")),
        Place.of(HEADERS, "Referer, query", to -> url(to, "Referer: https://shop.invalid/?q=%s")),
        Place.of(
            HEADERS, "Referer, fragment", to -> url(to, "Referer: https://shop.invalid/#token=%s")),
        Place.of(HEADERS, "Referer, user", to -> url(to, "Referer: https://%s@shop.invalid/")),
        Place.of(HEADERS, "Location", to -> moved(to, "Location: /customers/%s")),
        Place.of(
            HEADERS,
            "Location, fragment",
            to -> moved(to, "Location: https://shop.invalid/cb#access_token=%s")),
        Place.of(
            HEADERS, "Content-Location", to -> answer(to.url(), "Content-Location: /customers/%s")),
        Place.of(HEADERS, "Link", to -> answer(to.url(), "Link: </customers/%s>; rel=next")),
        Place.of(HEADERS, "Refresh", to -> answer(to.url(), "Refresh: 0; url=/customers/%s")),
        Place.of(HEADERS, "User-Agent", to -> request(to, "User-Agent: Shop/2.1 (%s)")),
        Place.of(HEADERS, "From", to -> request(to, "From: %s")),
        Place.of(HEADERS, "Cookie, JSON", to -> url(to, "Cookie: prefs=%7B%22a%22%3A%22%s%22%7D")),
        Place.of(HEADERS, "Cookie, name", to -> joined(to, "Cookie: lang=de; ", "%s=1", "; ")),
        Place.of(
            HEADERS, "Set-Cookie", to -> answer(to.url(), "Set-Cookie: c#=%s; Path=/; HttpOnly")),
        Place.of(
            HEADERS,
            "Set-Cookie, path",
            to -> answer(to.url(), "Set-Cookie: c#=1; Path=/customers/%s")),
        Place.of(
            HEADERS,
            "Set-Cookie, attribute",
            to -> answer(to.url(), "Set-Cookie: c#=1; Comment=%s")),
        Place.of(HEADERS, "Authorization, Basic", to -> basic(to, "%s:secret")),
        Place.of(HEADERS, "Authorization, Basic, password", to -> basic(to, "user:%s")),
        Place.of(HEADERS, "Authorization, Bearer", to -> request(to, "Authorization: Bearer %s")),
        Place.of(
            HEADERS,
            "Authorization, Digest",
            to ->
                request(
                    to,
                    "Authorization: Digest username=\"%s\", realm=\"shop\", nonce=\"1\", uri=\"/\","
                        + " response=\"00\"")),
        Place.of(
            HEADERS,
            "Authorization, own scheme",
            to -> request(to, "Authorization: ShopKey id=%s, sig=1")),
        Place.of(HEADERS, "Authorization, no scheme", to -> request(to, "Authorization: %s")),
        Place.of(
            HEADERS,
            "Proxy-Authenticate",
            to -> response(to, "WWW-Authenticate: Basic realm=\"%s\"")),
        Place.of(HEADERS, "X-Api-Key", to -> request(to, "X-Api-Key: %s")),
        Place.of(HEADERS, "X-Forwarded-For", to -> request(to, "X-Forwarded-For: %s")),
        Place.of(HEADERS, "Forwarded", to -> request(to, "Forwarded: for=\"%s\";proto=https")),
        Place.of(HEADERS, "X-Request-Id", to -> request(to, "X-Request-Id: %s")),
        Place.of(HEADERS, "traceparent's neighbour", to -> request(to, "tracestate: shop=%s")),
        Place.of(HEADERS, "baggage", to -> request(to, "baggage: user=%s")),
        Place.of(HEADERS, "If-None-Match", to -> request(to, "If-None-Match: \"%s\"")),
        Place.of(HEADERS, "ETag", to -> response(to, "ETag: W/\"%s\"")),
        Place.of(
            HEADERS,
            "Content-Disposition",
            to -> response(to, "Content-Disposition: attachment; filename=\"%s.pdf\"")),
        Place.of(
            HEADERS,
            "Content-Type, parameter",
            to -> response(to, "Content-Type: text/plain; name=\"%s\"")),
        Place.of(HEADERS, "Accept, parameter", to -> request(to, "Accept: text/html; who=\"%s\"")),
        Place.of(
            HEADERS,
            "Cache-Control, extension",
            to -> response(to, "Cache-Control: private=\"%s\"")),
        Place.of(HEADERS, "Accept-Language", to -> request(to, "Accept-Language: de, x-%s")),
        Place.of(HEADERS, "Via", to -> response(to, "Via: 1.1 %s")),
        Place.of(HEADERS, "Server", to -> response(to, "Server: shop (%s)")),
        Place.of(HEADERS, "Server-Timing", to -> response(to, "Server-Timing: db;desc=\"%s\"")),
        Place.of(HEADERS, "header's name", HeadPlaces::named),
        Place.of(HEADERS, "trailer of the request", HeadPlaces::requestTrailer),
        Place.of(HEADERS, "trailer of the response", HeadPlaces::responseTrailer),
        Place.of(HEADERS, "early hints", HeadPlaces::hints),
        Place.of(
            HEADERS,
            "reason phrase",
            to ->
                Planned.of(
                    get("/orders"), Message.answer("404 No " + to.line()).body("text/plain", "-"))),
        Place.of(
            HEADERS,
            "method",
            to ->
                Planned.of(
                    new Message(
                        "X" + to.texts().getFirst() + " /orders HTTP/1.1",
                        List.of(),
                        new byte[0],
                        List.of()),
                    ok())));
  }

  private static Planned query(String target) {
    return Planned.of(get(target), ok());
  }

  private static Planned request(Written to, String line) {
    return Planned.of(with(get("/orders"), to.texts(), line), ok());
  }

  private static Planned response(Written to, String line) {
    return answer(to.texts(), line);
  }

  private static Planned answer(List<String> texts, String line) {
    return Planned.of(get("/orders"), with(ok(), texts, line));
  }

  private static Planned url(Written to, String line) {
    return Planned.of(with(get("/orders"), to.url(), line), ok());
  }

  private static Planned moved(Written to, String line) {
    return Planned.of(get("/login"), with(Message.answer("302 Found"), to.url(), line));
  }

  private static Planned joined(Written to, String before, String item, String between) {
    return Planned.of(get("/orders").header(before + each(to.url(), item, between)), ok());
  }

  private static Planned basic(Written to, String pair) {
    Function<String, String> coded =
        text -> Base64.getEncoder().encodeToString(pair.replace("%s", text).getBytes(UTF_8));
    return Planned.of(
        get("/orders").header("Authorization: Basic " + coded.apply(to.line())), ok());
  }

  private static Planned named(Written to) {
    return Planned.of(get("/orders").header("x-" + to.texts().getFirst() + ": 1"), ok());
  }

  private static Planned requestTrailer(Written to) {
    Message request = Message.post("/orders", "application/json", "{\"ok\":true}");
    return Planned.of(request.trailer("x-checked-by: " + to.line()), ok());
  }

  private static Planned responseTrailer(Written to) {
    return Planned.of(
        get("/orders").header("TE: trailers"), ok().trailer("x-checked-by: " + to.line()));
  }

  /** An interim response stands before the other in the same bytes. */
  private static Planned hints(Written to) {
    Message answer = ok();
    String interim =
        "HTTP/1.1 103 Early Hints\r\nLink: </customers/"
            + to.url().getFirst()
            + ">; rel=preload\r\n\r\n";
    return Planned.of(
        get("/orders"),
        new Message(interim + answer.start(), answer.headers(), answer.body(), List.of()));
  }

  private static Message with(Message message, List<String> texts, String line) {
    Message changed = message;
    for (int i = 0; i < texts.size(); i++) {
      String one = line.replace("#", Integer.toString(i)).replace("%s", texts.get(i));
      changed =
          one.startsWith("Content-Type: ")
              ? changed.type(one.substring("Content-Type: ".length()))
              : changed.header(one);
      if (line.startsWith("Authorization")
          || line.startsWith("ETag")
          || line.startsWith("Location")) {
        break;
      }
    }
    return changed;
  }
}
