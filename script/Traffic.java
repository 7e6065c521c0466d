import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * Traffic to train a proxy with: {@code java Traffic.java REQUESTS}
 *
 * <p>Prints the port of an origin, reads the port of the proxy that stands before it by then, and
 * sends the requests to that: a shop's, small and large, some the same again and again, most not.
 */
final class Traffic {

  private static final int CONNECTIONS = 8;

  private Traffic() {}

  public static void main(String[] args) throws Exception {
    int each = Integer.parseInt(args[0]) / CONNECTIONS;
    HttpServer origin =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext("/", Traffic::answer);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      origin.setExecutor(threads);
      origin.start();
      IO.println(origin.getAddress().getPort());
      URI proxy = URI.create("http://127.0.0.1:" + IO.readln());
      List<Callable<Void>> users = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        RandomGenerator random = new SplittableRandom(i);
        users.add(() -> visit(proxy, random, each));
      }
      for (Future<Void> user : threads.invokeAll(users)) {
        user.get();
      }
    } finally {
      origin.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    byte[] body = json(path.hashCode(), path.endsWith("s") ? 120 : 7);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Void visit(URI proxy, RandomGenerator random, int requests) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < requests; i++) {
        int id = random.nextBoolean() ? 17 : random.nextInt(100_000);
        HttpRequest.Builder request =
            HttpRequest.newBuilder(
                proxy.resolve("/api/orders" + (i % 8 == 0 ? "?q=lamp&page=" + id : "/" + id)));
        request.timeout(Duration.ofSeconds(30)).header("User-Agent", "curl/8.0").header("Accept", "*/*");
        if (i % 4 > 0) {
          request.header("Cookie", "sid=%016x; theme=dark".formatted(id * 0x9E3779B97F4A7C15L));
        }
        switch (i % 4) {
          case 1 ->
              request
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofByteArray(json(id, 7)));
          case 2 ->
              request.header("Authorization", "Bearer %x".formatted(id * 0x9E3779B97F4A7C15L));
          default -> {}
        }
        int status = client.send(request.build(), BodyHandlers.ofByteArray()).statusCode();
        if (status != 200) {
          throw new IOException("the proxy answers " + status + " where its origin answers 200");
        }
      }
    }
    return null;
  }

  private static byte[] json(int seed, int items) {
    StringBuilder json =
        new StringBuilder(
                "{\"ok\":true,\"customer\":{\"id\":%d,\"name\":\"Jane Doe\",".formatted(seed))
            .append(
                "\"email\":\"jane%d@shop.example\",\"since\":\"2026-01-0%dT08:00:00Z\"},\"items\":["
                    .formatted(Math.floorMod(seed, 1_000), 1 + Math.floorMod(seed, 9)));
    for (int i = 0; i < items; i++) {
      json.append(i == 0 ? "" : ",")
          .append(
              "{\"id\":%d,\"sku\":\"A-%d\",\"price\":%d.90,\"title\":\"Desk lamp, brass\",\"tags\":[\"desk\",\"brass\"],\"sold\":null}"
                  .formatted(seed + i, i, i % 50));
    }
    return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }
}
