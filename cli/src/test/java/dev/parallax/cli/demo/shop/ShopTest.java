package dev.parallax.cli.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the two builds answer, over real connections. */
class ShopTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Shop current;
  private static Shop next;

  @BeforeAll
  static void start() throws IOException {
    Catalogue catalogue = Catalogue.ofSize(100);
    current = Shop.start(catalogue, Build.CURRENT);
    next = Shop.start(catalogue, Build.NEXT);
  }

  @AfterAll
  static void stop() throws IOException {
    current.close();
    next.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/products?page=1, 200, 200",
    "/products?page=first, 400, 400",
    "/products, 400, 400",
    "/products/100, 200, 200",
    "/products/101, 404, 404",
    "/products/lamp, 404, 404",
    "/search?q=brass+lamp, 200, 200",
    "/search?q=, 200, 500",
    "/search?q=oak+%F0%9F%8C%B3, 200, 500",
    "/catalogue/filter?category=lamps&maxPrice=99.90, 200, 200",
    "/catalogue/filter?category=ships&maxPrice=99.90, 404, 404",
    "/catalogue/filter?category=lamps&maxPrice=cheap, 400, 400",
    "/account, 401, 401",
    "/nothing, 404, 404",
  })
  void answersByDesign(String target, int ofCurrent, int ofNext) throws Exception {
    assertThat(get(current, target).statusCode()).isEqualTo(ofCurrent);
    assertThat(get(next, target).statusCode()).isEqualTo(ofNext);
  }

  @Test
  void nextBuildBreaksOnALongQuery() throws Exception {
    String target = "/search?q=" + "a".repeat(400);

    assertThat(get(current, target).statusCode()).isEqualTo(200);
    assertThat(get(next, target).statusCode()).isEqualTo(500);
  }

  @Test
  void nextBuildChangesATypeAndLosesAHeader() throws Exception {
    assertThat(get(current, "/products/1").body()).containsPattern("\"stock\":\\d");
    assertThat(get(next, "/products/1").body()).containsPattern("\"stock\":\"\\d");
    assertThat(get(current, "/products?page=1").headers().firstValue("cache-control")).isPresent();
    assertThat(get(next, "/products?page=1").headers().firstValue("cache-control")).isEmpty();
  }

  @Test
  void everyAnswerIsNoisy() throws Exception {
    HttpResponse<String> once = get(current, "/products/1");
    HttpResponse<String> again = get(current, "/products/1");

    String id = once.headers().firstValue("x-request-id").orElseThrow();
    assertThat(once.body()).contains("\"requestId\":\"" + id).contains("\"servedAt\":\"20");
    assertThat(again.body()).doesNotContain(id);
  }

  @Test
  void knowsWhoHasSignedIn() throws Exception {
    HttpResponse<String> login =
        post("/login", "{\"email\":\"ada@mail.example\",\"password\":\"x\"}");
    String session = login.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    String token = login.body().replaceFirst(".*\"token\":\"(\\w+)\".*", "$1");

    assertThat(get("Cookie", session).body()).contains("ada@mail.example");
    assertThat(get("Authorization", "Bearer " + token).body()).contains("ada@mail.example");
    assertThat(get("Authorization", "Bearer other").statusCode()).isEqualTo(401);
  }

  @Test
  void takesAnOrder() throws Exception {
    String order =
        """
        {"name":"Ada","email":"a@mail.example","phone":"1","street":"S 1","card":"4242 4242 4242 4242",
         "items":[{"productId":1,"quantity":2}]}""";

    assertThat(post("/orders", order).statusCode()).isEqualTo(201);
    assertThat(post("/orders", order.replace("4242 4242 4242", "42")).statusCode()).isEqualTo(400);
    assertThat(post("/orders", order.replace(":1,", ":101,")).statusCode()).isEqualTo(404);
    assertThat(post("/orders", order.replace(":2}", ":0}")).statusCode()).isEqualTo(400);
    assertThat(post("/orders", order.substring(9)).statusCode()).isEqualTo(400);
  }

  private static HttpResponse<String> get(Shop shop, String target) throws Exception {
    return send(HttpRequest.newBuilder(shop.url().resolve(target)));
  }

  private static HttpResponse<String> get(String header, String value) throws Exception {
    return send(HttpRequest.newBuilder(current.url().resolve("/account")).header(header, value));
  }

  private static HttpResponse<String> post(String target, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(current.url().resolve(target)).POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
