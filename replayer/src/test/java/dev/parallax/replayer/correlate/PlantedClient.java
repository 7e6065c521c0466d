package dev.parallax.replayer.correlate;

import static dev.parallax.replayer.correlate.PlantedService.between;
import static dev.parallax.replayer.correlate.PlantedService.bytes;
import static dev.parallax.replayer.correlate.PlantedService.encoded;

import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.RawRoute;
import dev.parallax.replayer.correlate.PlantedService.Asked;
import dev.parallax.replayer.correlate.PlantedService.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A client of the planted service, which goes all its ways, with values in between that are equal
 * by chance, or because it sent them first. Says what its requests hang on.
 */
public final class PlantedClient {

  private static final long STEP_NANOS = 5_000_000;

  /** Where a request has a value, and which exchange gave it. */
  public record Truth(String exchange, String place, String giver) {}

  private record Call(String id, Reply reply) {}

  private final PlantedService service;
  private final SplittableRandom random;
  private final String name;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final List<RawExchange> recorded = new ArrayList<>();
  private final List<Truth> truths = new ArrayList<>();
  private final List<Truth> pending = new ArrayList<>();
  private final Map<String, String> cookieGivers = new HashMap<>();
  private final boolean keepsCookies;
  private long nowNanos;

  /**
   * @param number tells clients apart, and decides whether it has cookies
   */
  PlantedClient(PlantedService service, int number, long seed) {
    this.service = service;
    this.random = new SplittableRandom(seed * 1_000_003 + number);
    this.name = "c" + number;
    this.keepsCookies = number % 4 != 3;
    this.nowNanos = number * 1_700_000L;
  }

  List<RawExchange> recorded() {
    return recorded;
  }

  List<Truth> truths() {
    return truths;
  }

  void run() {
    if (keepsCookies) {
      browse();
    } else {
      callByToken();
    }
  }

  private void browse() {
    call("GET", "/articles/" + (100_000 + random.nextInt(100_000)), "", "");
    Call welcome = call("GET", "/welcome", "", "");
    String csrf = between(welcome.reply().body(), "value=\"", "\"");
    uses("body /csrf_token", welcome);
    Call login =
        call(
            "POST",
            "/login",
            "application/x-www-form-urlencoded",
            "csrf_token=" + csrf + "&user=" + name + "&remember=1");
    String jwt = json(login, "token");
    decoys();
    uses("path 2", login);
    uses("header authorization", login);
    call("GET", "/users/" + json(login, "id"), "", "", "Authorization", "Bearer " + jwt);
    uses("path 2", login);
    call("GET", "/accounts/" + between(claims(jwt), "\"sub\":\"", "\""), "", "");
    call("GET", "/reviews?level=7", "", "");
    Call products = shop();
    order(login, products);
    decoys();
    client();
  }

  private void callByToken() {
    Call token = call("POST", "/token", "application/json", "{\"user\":\"" + name + "\"}");
    String bearer = "Bearer " + json(token, "access_token");
    uses("header authorization", token);
    call("GET", "/me", "", "", "Authorization", bearer);
    uses("header authorization", token);
    uses("path 2", token);
    call("GET", "/users/" + json(token, "userId"), "", "", "Authorization", bearer);
  }

  private Call shop() {
    Call products = call("GET", "/products?page=1", "", "");
    String[] items = products.reply().body().split("\"id\":", -1);
    String item = items[1 + random.nextInt(items.length - 1)].split(",", 2)[0];
    uses("path 2", products);
    call("GET", "/products/" + item, "", "");
    uses("query cursor", products);
    call("GET", "/search?cursor=" + encoded(json(products, "cursor")), "", "");
    uses("query file", products);
    call("GET", "/download?file=" + encoded(json(products, "file")), "", "");
    uses("query node", products);
    String node = Base64.getEncoder().encodeToString(bytes(json(products, "node")));
    call("GET", "/graph?node=" + encoded(node), "", "");
    return new Call(products.id(), new Reply(200, List.of(), item));
  }

  private void order(Call login, Call product) {
    Call cart = call("GET", "/cart", "", "");
    uses("header x-csrf", cart);
    uses("header x-xsrf-token", login);
    uses("body /productId", product);
    Call order =
        call(
            "POST",
            "/orders",
            "application/json",
            "{\"productId\":%s,\"quantity\":2,\"page\":1}".formatted(product.reply().body()),
            "X-Csrf",
            header(cart, "X-Csrf"),
            "X-XSRF-TOKEN",
            java.net.URLDecoder.decode(cookies.get("XSRF-TOKEN"), StandardCharsets.UTF_8));
    String target = header(order, "Location").replace("http://shop.example", "");
    uses("path 2", order);
    Call got = call("GET", target, "", "");
    uses("path 2", order);
    uses("header if-none-match", got);
    call("GET", target, "", "", "If-None-Match", header(got, "ETag"));
    uses("query number", order);
    call("GET", "/orders?number=" + json(order, "number"), "", "");
  }

  private void client() {
    Call client = call("POST", "/clients", "application/json", "{\"name\":\"reports\"}");
    String pair = json(client, "clientId") + ':' + json(client, "clientSecret");
    String basic = "Basic " + Base64.getEncoder().encodeToString(bytes(pair));
    uses("header authorization/base64/left", client);
    uses("header authorization/base64/right", client);
    Call report = call("GET", "/reports", "", "", "Authorization", basic);
    uses("body /ticket", report);
    String form =
        "--b0\r\nContent-Disposition: form-data; name=\"ticket\"\r\n\r\n%s\r\n--b0--\r\n"
            .formatted(json(report, "ticket"));
    call("POST", "/files", "multipart/form-data; boundary=b0", form);
    Call catalogue = call("GET", "/catalogue", "", "");
    uses("body /reserve/@sku", catalogue);
    String sku = between(catalogue.reply().body(), "sku=\"", "\"");
    call("POST", "/catalogue", "application/xml", "<reserve sku=\"" + sku + "\" count=\"2\"/>");
    track();
    Call nonce = call("GET", "/nonce", "", "");
    uses("header x-nonce", nonce);
    call("POST", "/messages", "application/json", "{\"n\":1}", "X-Nonce", nonce.reply().body());
  }

  private void track() {
    Call tracking = call("GET", "/tracking", "", "");
    uses("path 2", tracking);
    call("GET", "/shipments/" + between(tracking.reply().body(), "shipments/", "?"), "", "");
    uses("path 2", tracking);
    call("GET", json(tracking, "href"), "", "");
    uses("path 2", tracking);
    String back = json(tracking, "back");
    call("GET", java.net.URLDecoder.decode(back, StandardCharsets.UTF_8), "", "");
  }

  /** Equal values that hang on nothing: constants, echoes, and small numbers. */
  private void decoys() {
    int article = 100_000 + random.nextInt(100_000);
    call("GET", "/articles/" + article, "", "");
    call("GET", "/articles/" + article + "?version=3", "", "");
    call("GET", "/reviews?page=1&stars=5", "", "");
    call("GET", "/reviews?page=2&status=active", "", "");
  }

  private void uses(String place, Call giver) {
    pending.add(new Truth("", place, giver.id()));
  }

  private Call call(String method, String target, String type, String body, String... headers) {
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("Host", "shop.example");
    sent.put("X-Client-Version", "4.18.2-7f3a9c1");
    if (!type.isEmpty()) {
      sent.put("Content-Type", type);
    }
    for (int i = 0; i < headers.length; i += 2) {
      sent.put(headers[i], headers[i + 1]);
    }
    if (!cookies.isEmpty()) {
      List<String> pairs = new ArrayList<>();
      cookies.forEach(
          (cookie, value) -> {
            pairs.add(cookie + '=' + value);
            pending.add(new Truth("", "cookie " + cookie, cookieGivers.getOrDefault(cookie, "")));
          });
      sent.put("Cookie", String.join("; ", pairs));
    }
    Map<String, String> asked = new HashMap<>();
    sent.forEach((header, value) -> asked.put(header.toLowerCase(Locale.ROOT), value));
    Reply reply = service.answer(new Asked(method, target, asked, body));
    if (reply.status() >= 400) {
      throw new IllegalStateException(method + ' ' + target + ": " + reply.status());
    }
    String id = "%s-%03d".formatted(name, recorded.size());
    pending.forEach(truth -> truths.add(new Truth(id, truth.place(), truth.giver())));
    pending.clear();
    record(id, method, target, sent, body, reply);
    if (keepsCookies) {
      keep(id, reply);
    }
    return new Call(id, reply);
  }

  private void keep(String id, Reply reply) {
    for (RawHeader header : reply.headers()) {
      if (header.name().equals("Set-Cookie")) {
        String[] pair = header.value().split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
        cookieGivers.put(pair[0], id);
      }
    }
  }

  private void record(
      String id, String method, String target, Map<String, String> sent, String body, Reply reply) {
    List<RawHeader> headers =
        sent.entrySet().stream().map(e -> new RawHeader(e.getKey(), e.getValue())).toList();
    long tookNanos = 1_000_000L + random.nextInt(1_000_000);
    recorded.add(
        new RawExchange(
            id,
            Instant.ofEpochSecond(1_700_000_000, nowNanos),
            "http",
            "shop.example",
            "10.1.2." + name.hashCode() % 3,
            new RawRequest(
                method, target, "HTTP/1.1", headers, RawBody.whole(bytes(body)), List.of()),
            new RawResponse(
                reply.status(),
                "OK",
                "HTTP/1.1",
                reply.headers(),
                RawBody.whole(bytes(reply.body())),
                List.of()),
            null,
            Timings.newBuilder().setRequestEndNanos(1).setLastByteNanos(tookNanos).build(),
            new RawRoute("shop.example:80", 1)));
    nowNanos += STEP_NANOS + random.nextInt(3) * 1_000_000L;
  }

  private static String json(Call call, String field) {
    return between(call.reply().body(), "\"" + field + "\":\"", "\"");
  }

  private static String claims(String jwt) {
    return new String(
        Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }

  private static String header(Call call, String name) {
    return RawHeader.first(call.reply().headers(), name).orElse("");
  }
}
