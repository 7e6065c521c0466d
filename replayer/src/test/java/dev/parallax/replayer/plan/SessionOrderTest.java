package dev.parallax.replayer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.SessionLink;
import dev.parallax.recorder.session.Lifetime;
import dev.parallax.replayer.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionOrderTest {

  private final SessionOrder<String> order = new SessionOrder<>();

  @Test
  void waitsForWhatHadCompletedBefore() {
    place("a", "s", 0, 10);

    assertThat(place("b", "s", 10, 5)).containsExactly("a");
  }

  @Test
  void keepsOverlapConcurrent() {
    place("page", "s", 0, 10);

    assertThat(place("image-1", "s", 20, 30)).containsExactly("page");
    assertThat(place("image-2", "s", 25, 5)).containsExactly("page");
    assertThat(place("next", "s", 60, 5)).containsExactlyInAnyOrder("image-1", "image-2");
  }

  /** Their clocks may differ by as much. */
  @Test
  void waitsForAnotherInstancesOfWhichTheOverlapIsShort() {
    order.place(at("one", exchange("a", "s", 0, 28)), "a");
    order.place(at("one", exchange("long", "s", 0, 40)), "long");

    assertThat(order.place(at("two", exchange("b", "s", 20, 5)), "b")).containsExactly("a");
    assertThat(order.place(at("two", exchange("c", "s", 50, 5)), "c"))
        .containsExactlyInAnyOrder("b", "long");
  }

  @Test
  void keepsSessionsIndependent() {
    place("a", "s", 0, 10);

    assertThat(place("b", "other", 50, 5)).isEmpty();
  }

  @Test
  void waitsForTheLoginThatChangedTheSession() {
    place("before", "anonymous", 0, 10);
    Exchange login =
        exchange("login", "anonymous", 20, 10).toBuilder()
            .addSessionLinks(SessionLink.newBuilder().setFrom("anonymous").setTo("known"))
            .build();
    order.place(login, "login");

    assertThat(place("after", "known", 40, 5)).containsExactly("login");
  }

  @Test
  void joinsSessionsThatWereBothUnderWay() {
    place("a", "one", 0, 10);
    place("b", "two", 15, 5);
    Exchange link =
        exchange("link", "two", 16, 10).toBuilder()
            .addSessionLinks(SessionLink.newBuilder().setFrom("one").setTo("two"))
            .build();

    assertThat(order.place(link, "link")).containsExactly("a");
    assertThat(place("after", "one", 40, 5)).contains("link", "b");
  }

  /** Of a value that many clients send. */
  @Test
  void keepsClientsApartWhomOneValueLedTo() {
    for (int client = 0; client < 100; client++) {
      Exchange login =
          exchange("login-" + client, "lang=en", client, 1_000).toBuilder()
              .addSessionLinks(SessionLink.newBuilder().setFrom("lang=en").setTo("c" + client))
              .build();
      order.place(login, "login-" + client);
    }
    place("other", "c98", 2_000, 10);

    assertThat(place("own", "c99", 3_000, 10)).isEmpty();
  }

  @Test
  void ordersNothingWithoutASession() {
    place("a", "", 0, 10);

    assertThat(place("b", "", 50, 5)).isEmpty();
  }

  @Test
  void forgetsWhatIsDone() {
    Exchange a = exchange("a", "s", 0, 10);
    order.place(a, "a");
    order.done(a, "a");

    assertThat(order.pending()).isZero();
    assertThat(place("b", "s", 50, 5)).isEmpty();
  }

  @Test
  void holdsALongSessionInLittle() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(place("e" + i, "s", 10L * i, 5)).hasSizeLessThanOrEqualTo(1);
    }
    assertThat(order.pending()).isLessThanOrEqualTo(2);
  }

  /** None of them is done yet. */
  @Test
  void waitsForAnOverlapThatWasDroppedForAShorterOne() {
    order.place(at("one", exchange("a", "s", 0, 100)), "a");
    order.place(at("two", exchange("late", "s", 95, 39)), "late");
    order.place(at("one", exchange("b", "s", 125, 175)), "b");

    assertThat(order.place(at("two", exchange("c", "s", 126, 5)), "c")).contains("a");
  }

  /** Directly or through others, whichever of several instances recorded what. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void waitsForAllThatPrecede(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int session = 0; session < 1_000; session++) {
      List<Exchange> exchanges = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String name = session + "-" + i;
        exchanges.add(
            at(
                "i" + random.nextInt(3),
                exchange(name, "s" + session, random.nextLong(200), 1 + random.nextLong(120))));
      }
      exchanges.sort(Comparator.comparingLong(Exchange::getStartedAtNanos));
      assertThat(notWaitedFor(exchanges)).isEmpty();
    }
  }

  private List<String> notWaitedFor(List<Exchange> exchanges) {
    List<String> missing = new ArrayList<>();
    Map<String, Set<String>> waits = new HashMap<>();
    for (int i = 0; i < exchanges.size(); i++) {
      Exchange later = exchanges.get(i);
      Set<String> before = new HashSet<>(order.place(later, later.getId()));
      List.copyOf(before).forEach(id -> before.addAll(waits.getOrDefault(id, Set.of())));
      waits.put(later.getId(), before);
      exchanges.subList(0, i).stream()
          .filter(first -> Lifetime.of(first).precedes(Lifetime.of(later)))
          .filter(first -> !before.contains(first.getId()))
          .forEach(first -> missing.add(first.getId() + " before " + later.getId()));
    }
    return missing;
  }

  /** Sends 100,000 exchanges on a simulated clock and looks for one sent before it might be. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void violatesNoHappensBefore(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Exchange> exchanges = generated(random, 100_000);
    Simulation simulation = new Simulation(random);

    exchanges.forEach(simulation::send);

    assertThat(violations(exchanges, simulation)).isZero();
    assertThat(simulation.waits).isGreaterThan(10_000);
  }

  private static long violations(List<Exchange> exchanges, Simulation simulation) {
    long violations = 0;
    Map<String, List<Exchange>> bySession = new HashMap<>();
    exchanges.forEach(
        e -> bySession.computeIfAbsent(e.getSession(), s -> new ArrayList<>()).add(e));
    for (List<Exchange> session : bySession.values()) {
      for (Exchange first : session) {
        long endNanos = first.getStartedAtNanos() + first.getTimings().getLastByteNanos();
        violations +=
            session.stream()
                .filter(second -> endNanos <= second.getStartedAtNanos())
                .filter(second -> !second.getId().equals(first.getId()))
                .filter(second -> simulation.sent(second) < simulation.ended(first.getId()))
                .count();
      }
    }
    return violations;
  }

  private static List<Exchange> generated(RandomGenerator random, int count) {
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      exchanges.add(
          exchange(
              "e" + i,
              "s" + random.nextInt(count / 20),
              random.nextLong(100_000),
              1 + random.nextLong(5_000)));
    }
    exchanges.sort(Comparator.comparingLong(Exchange::getStartedAtNanos));
    return exchanges;
  }

  /**
   * Each is sent as soon as it is due, at 10 times the speed, and what it waits for has ended; how
   * long it takes has nothing to do with the recording.
   */
  private static final class Simulation {

    private final SessionOrder<String> order = new SessionOrder<>();
    private final Pace pace = Recorded.pace(new Speed.Times(10));
    private final Map<String, Long> sent = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final RandomGenerator random;
    private long waits;

    Simulation(RandomGenerator random) {
      this.random = random;
    }

    long sent(Exchange exchange) {
      return Objects.requireNonNull(sent.get(exchange.getId()));
    }

    long ended(String id) {
      return Objects.requireNonNull(ended.get(id));
    }

    void send(Exchange exchange) {
      long sentNanos = pace.dueNanos(exchange.getStartedAtNanos(), 0);
      for (String before : order.place(exchange, exchange.getId())) {
        long endedNanos = ended(before);
        if (endedNanos > sentNanos) {
          sentNanos = endedNanos;
          waits++;
        }
      }
      sent.put(exchange.getId(), sentNanos);
      ended.put(exchange.getId(), sentNanos + random.nextLong(2_000_000_000L));
    }
  }

  private static Exchange at(String instance, Exchange exchange) {
    return exchange.toBuilder()
        .setDeployment(Deployment.newBuilder().setInstance(instance))
        .build();
  }

  private List<String> place(String id, String session, long startMillis, long millis) {
    return order.place(exchange(id, session, startMillis, millis), id);
  }

  private static Exchange exchange(String id, String session, long startMillis, long millis) {
    return Recorded.exchange(id, session, startMillis, millis, Recorded.request("GET", "/"));
  }
}
