package dev.parallax.cli.demo.users;

import dev.parallax.cli.demo.secrets.Canary;
import dev.parallax.cli.demo.secrets.PlantedSecrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One visit: its steps in order, each when it is due, or as soon as the one before has its answer.
 * Has a cookie jar of its own. Confined to one thread.
 */
final class Visit {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern SESSION = Pattern.compile("sid=([A-Za-z0-9]+)");
  private static final Pattern TOKEN = Pattern.compile("\"(?:token|orderId)\":\"([A-Za-z0-9]+)\"");
  private static final String ACCOUNT = "/account";

  private final HttpClient client;
  private final URI base;
  private final String userAgent;
  private final PlantedSecrets secrets;
  private final Tally tally;
  private String cookie = "";
  private String token = "";

  Visit(HttpClient client, URI base, String userAgent, PlantedSecrets secrets, Tally tally) {
    this.client = client;
    this.base = base;
    this.userAgent = userAgent;
    this.secrets = secrets;
    this.tally = tally;
  }

  /** Sends one step. Whatever goes wrong is counted. */
  void send(Step step) throws InterruptedException {
    HttpRequest request = request(step);
    String sent =
        "%s %s%n%s%n%s%n"
            .formatted(step.method(), step.target(), request.headers().map(), step.body());
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      remember(response);
      String received = "%s%n%s%n".formatted(response.headers().map(), response.body());
      tally.answered(step, response.statusCode(), sent, received);
    } catch (IOException e) {
      tally.failed(step, e, sent);
    }
  }

  private HttpRequest request(Step step) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(step.target()))
            .timeout(TIMEOUT)
            .header("User-Agent", userAgent)
            .header("Accept", "application/json")
            .header("Accept-Language", "en, de;q=0.5");
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    if (!token.isEmpty() && step.target().equals(ACCOUNT)) {
      request.header("Authorization", "Bearer " + token);
    }
    return step.body().isEmpty()
        ? request.build()
        : request
            .header("Content-Type", "application/json")
            .method(step.method(), BodyPublishers.ofString(step.body()))
            .build();
  }

  /** Keeps the session and the token that the shop gave out, and plants what it gave. */
  private void remember(HttpResponse<String> response) {
    for (String header : response.headers().allValues("set-cookie")) {
      Matcher session = SESSION.matcher(header);
      if (session.find()) {
        plant("session", session.group(1));
        cookie = session.group();
      }
    }
    Matcher given = TOKEN.matcher(response.body());
    if (given.find()) {
      plant("token", given.group(1));
      token = given.group().startsWith("\"token") ? given.group(1) : token;
    }
  }

  private void plant(String kind, String value) {
    secrets.plant(kind, value, Canary.token(value));
  }
}
