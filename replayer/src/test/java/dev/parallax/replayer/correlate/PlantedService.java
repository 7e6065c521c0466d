package dev.parallax.replayer.correlate;

import dev.parallax.recorder.raw.RawHeader;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A shop in which each request needs what an answer before it gave, in all the ways there are. What
 * it gives is drawn from a seed: no two of them give the same. Thread-safe.
 */
final class PlantedService {

  /** What is asked. Names of headers are in lower case. */
  record Asked(String method, String target, Map<String, String> headers, String body) {

    String path(int segment) {
      String[] segments = target.split("\\?", 2)[0].split("/", -1);
      return segment < segments.length ? segments[segment] : "";
    }

    String query(String name) {
      int question = target.indexOf('?');
      return question < 0 ? "" : form(target.substring(question + 1), name);
    }

    String form(String name) {
      return form(body, name);
    }

    String cookie(String name) {
      return form(headers.getOrDefault("cookie", "").replace("; ", "&"), name);
    }

    private static String form(String form, String name) {
      for (String pair : form.split("&", -1)) {
        if (pair.startsWith(name + '=')) {
          return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
        }
      }
      return "";
    }
  }

  /** What is answered. */
  record Reply(int status, List<RawHeader> headers, String body) {

    Reply with(String name, String value) {
      List<RawHeader> all = new ArrayList<>(headers);
      all.add(new RawHeader(name, value));
      return new Reply(status, all, body);
    }
  }

  private static final Reply REFUSED = reply(403, "application/json", "{\"error\":true}");
  private static final Reply UNKNOWN = reply(404, "application/json", "{\"error\":true}");

  private final SplittableRandom random;
  private final int firstId;

  /** What was given, and what it is good for. */
  private final Map<String, String> given = new HashMap<>();

  private int lastId;

  PlantedService(long seed) {
    random = new SplittableRandom(seed);
    // Of four digits, as staging's and production's sequences that are apart.
    firstId = 1000 + random.nextInt(8000);
    lastId = firstId;
  }

  synchronized Reply answer(Asked asked) {
    String route = asked.method() + ' ' + asked.path(1);
    return switch (route) {
      case "GET welcome" -> welcome();
      case "POST login" -> login(asked);
      case "POST token" -> token();
      case "GET users" -> needs("user", asked.path(2), bearer(asked) ? profile() : REFUSED);
      case "GET accounts" -> needs("sub", asked.path(2), ok("{\"plan\":\"gold\"}"));
      case "GET me" -> bearer(asked) ? profile() : REFUSED;
      case "GET products" -> asked.path(2).isEmpty() ? products() : product(asked);
      case "GET cart" -> session(asked) ? cart() : REFUSED;
      case "POST orders" -> order(asked);
      case "GET orders" -> orders(asked);
      case "GET search" -> search(asked);
      case "GET download" -> needs("file", asked.query("file"), ok("{\"size\":12}"));
      case "GET graph" -> graph(asked);
      case "POST clients" -> client();
      case "GET reports" -> reports(asked);
      case "POST files" -> files(asked);
      case "GET catalogue" -> catalogue();
      case "POST catalogue" -> reserve(asked);
      case "GET tracking" -> tracking();
      case "GET shipments" -> needs("shipment", asked.path(2), ok("{\"weight\":12}"));
      case "GET parcels" -> needs("parcel", asked.path(2), ok("{\"weight\":3}"));
      case "GET returns" -> needs("return", asked.path(2), ok("{\"open\":true}"));
      case "GET nonce" -> reply(200, "text/plain", give("nonce", hex(12)));
      case "POST messages" -> needs("nonce", header(asked, "x-nonce"), ok("{\"sent\":true}"));
      case "GET articles" -> ok("{\"id\":" + asked.path(2) + ",\"version\":3}");
      case "GET reviews" -> ok("{\"stars\":5,\"page\":" + asked.query("page") + '}');
      default -> UNKNOWN;
    };
  }

  private Reply welcome() {
    String sid = give("sid", hex(16));
    String csrf = give("csrf " + sid, hex(20));
    return reply(
            200,
            "text/html; charset=utf-8",
            """
            <html><head><meta name="csrf-token" content="%s"></head><body>
            <a href="/about">About</a><form action="/login" method="post">
            <input type=hidden name='csrf_token' value="%s"><input name=user></form></body></html>
            """
                .formatted(csrf, csrf))
        .with("Set-Cookie", "sid=" + sid + "; Path=/; HttpOnly");
  }

  private Reply login(Asked asked) {
    String before = asked.cookie("sid");
    if (!asked.form("csrf_token").equals(given.get("csrf " + before))) {
      return REFUSED;
    }
    String sid = give("sid", hex(16));
    String xsrf = give("xsrf " + sid, hex(8) + "==");
    String jwt = jwt(give("sub", uuid()));
    return ok("{\"token\":\"%s\",\"user\":{\"id\":\"%s\",\"status\":\"active\"}}"
            .formatted(give("bearer", jwt), give("user", uuid())))
        .with("Set-Cookie", "sid=" + sid + "; Path=/; HttpOnly")
        .with("Set-Cookie", "XSRF-TOKEN=" + encoded(xsrf) + "; Path=/");
  }

  private Reply token() {
    return ok(
        "{\"access_token\":\"%s\",\"userId\":\"%s\",\"expires_in\":3600}"
            .formatted(give("bearer", hex(24)), give("user", uuid())));
  }

  private Reply products() {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      items
          .append(i == 0 ? "" : ",")
          .append("{\"id\":%s,\"stock\":%d}".formatted(id("product"), i));
    }
    String cursor =
        Base64.getUrlEncoder()
            .encodeToString(bytes("{\"after\":\"%s\"}".formatted(give("after", uuid()))));
    return ok(
        "{\"items\":[%s],\"page\":1,\"cursor\":\"%s\",\"file\":\"%s\",\"node\":\"%s\"}"
            .formatted(
                items,
                cursor,
                give("file", Base64.getEncoder().encodeToString(random())),
                give("node", uuid())));
  }

  private Reply product(Asked asked) {
    return needs("product", asked.path(2), ok("{\"id\":%s}".formatted(asked.path(2))));
  }

  private Reply cart() {
    return ok("{\"lines\":[],\"page\":1}").with("X-Csrf", give("cart", hex(16)));
  }

  private Reply order(Asked asked) {
    boolean allowed =
        session(asked)
            && knows("cart", header(asked, "x-csrf"))
            && header(asked, "x-xsrf-token").equals(given.get("xsrf " + asked.cookie("sid")))
            && knows("product", between(asked.body(), "\"productId\":", ","));
    if (!allowed) {
      return REFUSED;
    }
    String id = id("order");
    return reply(
            201,
            "application/json",
            "{\"number\":\"%s\",\"quantity\":2}".formatted(give("number", "ORD-" + hex(5))))
        .with("Location", "http://shop.example/orders/" + id);
  }

  private Reply orders(Asked asked) {
    if (!asked.query("number").isEmpty()) {
      return needs("number", asked.query("number"), ok("{\"count\":1}"));
    }
    if (!knows("order", asked.path(2))) {
      return UNKNOWN;
    }
    String etag = given.computeIfAbsent("etag " + asked.path(2), _ -> '"' + hex(6) + '"');
    int status = header(asked, "if-none-match").equals(etag) ? 304 : 200;
    String body = status == 304 ? "" : "{\"orderId\":%s,\"total\":1250}".formatted(asked.path(2));
    return reply(status, "application/json", body).with("ETag", etag);
  }

  private Reply search(Asked asked) {
    String cursor = decoded(asked.query("cursor"));
    return needs("after", between(cursor, "\"after\":\"", "\""), ok("{\"hits\":0}"));
  }

  private Reply graph(Asked asked) {
    String node = decoded(asked.query("node"));
    return needs("node", node, ok("{\"kind\":\"product\"}"));
  }

  private Reply client() {
    return ok(
        "{\"clientId\":\"%s\",\"clientSecret\":\"%s\"}"
            .formatted(give("client", hex(8)), give("secret", hex(16))));
  }

  private Reply reports(Asked asked) {
    String coded = header(asked, "authorization").replace("Basic ", "");
    String pair = decoded(coded);
    int colon = pair.indexOf(':');
    boolean known =
        colon > 0
            && knows("client", pair.substring(0, colon))
            && knows("secret", pair.substring(colon + 1));
    return known ? ok("{\"upload\":{\"ticket\":\"" + give("ticket", uuid()) + "\"}}") : REFUSED;
  }

  private Reply files(Asked asked) {
    String ticket = between(asked.body(), "name=\"ticket\"\r\n\r\n", "\r\n");
    return needs("ticket", ticket, ok("{\"stored\":true}"));
  }

  private Reply catalogue() {
    return reply(
        200,
        "application/xml",
        "<catalogue><item sku=\"%s\"/><item sku=\"%s\"/></catalogue>"
            .formatted(give("sku", hex(7)), give("sku", hex(7))));
  }

  private Reply reserve(Asked asked) {
    return needs("sku", between(asked.body(), "sku=\"", "\""), ok("{\"reserved\":true}"));
  }

  /** Links, in all the ways in which JSON has them. */
  private Reply tracking() {
    return ok(
        "{\"shipment\":\"http://shop.example/shipments/%s?page=1\",\"href\":\"/parcels/%s\",\"back\":\"%s\"}"
            .formatted(id("shipment"), id("parcel"), encoded("/returns/" + id("return"))));
  }

  private Reply profile() {
    return ok("{\"status\":\"active\",\"level\":7}");
  }

  private boolean bearer(Asked asked) {
    return knows("bearer", header(asked, "authorization").replace("Bearer ", ""));
  }

  private boolean session(Asked asked) {
    return knows("sid", asked.cookie("sid"));
  }

  private Reply needs(String kind, String value, Reply then) {
    return knows(kind, value) ? then : UNKNOWN;
  }

  private boolean knows(String kind, String value) {
    return kind.equals(given.get("is " + value));
  }

  private String give(String kind, String value) {
    given.put("is " + value, kind);
    given.put(kind, value);
    return value;
  }

  private String id(String kind) {
    lastId += 1 + random.nextInt(3);
    return give(kind, Integer.toString(lastId));
  }

  private String jwt(String sub) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return base64.encodeToString(bytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"))
        + '.'
        + base64.encodeToString(bytes("{\"sub\":\"%s\",\"iat\":1700000000}".formatted(sub)))
        + '.'
        + base64.encodeToString(random());
  }

  private byte[] random() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  private String hex(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  private String uuid() {
    return new UUID(
            (random.nextLong() & ~0xF000L) | 0x4000L,
            (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
        .toString();
  }

  private static String header(Asked asked, String name) {
    return asked.headers().getOrDefault(name, "");
  }

  static String between(String text, String from, String to) {
    int start = text.indexOf(from);
    int end = start < 0 ? -1 : text.indexOf(to, start + from.length());
    return end < 0 ? "" : text.substring(start + from.length(), end);
  }

  private static Reply ok(String json) {
    return reply(200, "application/json", json);
  }

  private static Reply reply(int status, String type, String body) {
    return new Reply(
        status,
        List.of(
            new RawHeader("Content-Type", type), new RawHeader("X-App-Version", "4.18.2-7f3a9c1")),
        body);
  }

  private static String decoded(String base64) {
    try {
      String standard = base64.replace('-', '+').replace('_', '/');
      return new String(Base64.getDecoder().decode(standard), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
