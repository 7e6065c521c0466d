package dev.parallax.cli.demo.users;

import dev.parallax.cli.demo.secrets.PlantedSecrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * Sends what many users do in a shop: visits begin when they are due, whatever became of the ones
 * before; within a visit each request waits for the answer before it.
 */
public final class Users {

  /** One visit of so many is an odd user's. */
  private static final int ODD_ONE_IN = 9;

  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/138.0.0.0 Safari/537.36",
          "ShopApp/7.2 (Android 15)");

  private final URI base;
  private final PlantedSecrets secrets;
  private final Tally tally;
  private final HttpClient client;

  /**
   * What came of it.
   *
   * @param byStatus requests by status of the answer; 0 where there was none
   * @param unexpected requests with another answer than the shop gives by design
   * @param surprises the first of these: method, path and what was wrong
   */
  public record Seen(Map<Integer, Long> byStatus, long unexpected, List<String> surprises) {
    public Seen {
      byStatus = Collections.unmodifiableMap(new TreeMap<>(byStatus));
      surprises = List.copyOf(surprises);
    }

    public long requests() {
      return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** One visit. */
  record Planned(Duration begins, List<Step> steps, String userAgent) {}

  private Users(URI base, PlantedSecrets secrets, Tally tally, HttpClient client) {
    this.base = base;
    this.secrets = secrets;
    this.tally = tally;
    this.client = client;
  }

  /**
   * Sends all of it, and returns when the last answer is there.
   *
   * @param base {@code http://HOST:PORT} of the shop, or of a proxy in front of it
   * @param secrets is given each secret before it is sent
   */
  public static Seen run(
      URI base, Traffic traffic, long seed, PlantedSecrets secrets, Listener listener)
      throws InterruptedException {
    Tally tally = new Tally(listener);
    List<Planned> visits = plans(traffic, seed, secrets);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      new Users(base, secrets, tally, client).send(visits);
    }
    return tally.seen();
  }

  /** The secrets that users of this traffic are going to send, of those that they have by plan. */
  public static PlantedSecrets planned(Traffic traffic, long seed) {
    PlantedSecrets secrets = new PlantedSecrets();
    List<Planned> _ = plans(traffic, seed, secrets);
    return secrets;
  }

  static List<Planned> plans(Traffic traffic, long seed, PlantedSecrets secrets) {
    SplittableRandom random = new SplittableRandom(seed);
    Zipf popularity = new Zipf(traffic.products());
    List<Planned> visits = new ArrayList<>();
    for (int i = 0; i < traffic.visits(); i++) {
      SplittableRandom own = random.split();
      Duration begins = Duration.ofNanos(own.nextLong(traffic.beginning().toNanos()));
      List<Step> steps =
          i % ODD_ONE_IN == 0
              ? Plan.odd(traffic, popularity, secrets, own)
              : Plan.usual(traffic, popularity, secrets, own);
      visits.add(new Planned(begins, steps, AGENTS.get(own.nextInt(AGENTS.size()))));
    }
    return visits;
  }

  private void send(List<Planned> visits) throws InterruptedException {
    CountDownLatch open = new CountDownLatch(visits.size());
    long beganNanos = System.nanoTime();
    List<Thread> threads =
        visits.stream()
            .map(visit -> Thread.ofVirtual().start(() -> visit(visit, beganNanos, open)))
            .toList();
    try {
      open.await();
    } finally {
      threads.forEach(Thread::interrupt);
    }
  }

  private void visit(Planned planned, long beganNanos, CountDownLatch open) {
    try {
      Visit visit = new Visit(client, base, planned.userAgent(), secrets, tally);
      for (Step step : planned.steps()) {
        waitUntil(beganNanos + planned.begins().plus(step.after()).toNanos());
        visit.send(step);
      }
    } catch (InterruptedException e) {
      // The users were called off.
    } finally {
      open.countDown();
    }
  }

  private static void waitUntil(long nanoTime) throws InterruptedException {
    Thread.sleep(Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime())));
  }
}
