package dev.parallax.recorder.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.endpoint.Corpus.Call;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * How well the proxy's mining finds the routes of services that its rules were not made on, at
 * 5,000 requests each.
 */
class MiningAccuracyTest {

  private static final int REQUESTS = 5_000;
  private static final long[] SEEDS = {101, 102, 103};

  private final TestReporter reporter;

  MiningAccuracyTest(TestReporter reporter) {
    this.reporter = reporter;
  }

  /** Shares of requests, 0 to 1, and the pairs' F1. */
  record Figures(double grouping, double pairs, double collisions, double churn) {}

  @Test
  void findsTheRoutesOfServicesItWasNotMadeOn() {
    Figures figures = mean(Corpus.HELD_OUT, true);
    reporter.publishEntry("held out", figures.toString());
    assertThat(figures.grouping()).isGreaterThanOrEqualTo(0.95);
    assertThat(figures.pairs()).isGreaterThanOrEqualTo(0.98);
    assertThat(figures.collisions()).isGreaterThanOrEqualTo(0.95);
    assertThat(figures.churn()).isLessThanOrEqualTo(0.01);
  }

  /** Where nothing is recorded of the answers: by how often what is asked for alone. */
  @Test
  void findsMostOfThemWithoutTheirAnswers() {
    Figures figures = mean(Corpus.HELD_OUT, false);
    reporter.publishEntry("held out, without answers", figures.toString());
    assertThat(figures.grouping()).isGreaterThanOrEqualTo(0.85);
    assertThat(figures.pairs()).isGreaterThanOrEqualTo(0.95);
    assertThat(figures.churn()).isLessThanOrEqualTo(0.02);
  }

  private static Figures mean(String[][] services, boolean answers) {
    double grouping = 0;
    double pairs = 0;
    double churn = 0;
    double collisions = 0;
    int colliding = 0;
    int n = 0;
    for (String[] routes : services) {
      for (long seed : SEEDS) {
        Figures one = figures(new Corpus(routes, seed, 1.0), answers);
        grouping += one.grouping();
        pairs += one.pairs();
        churn += one.churn();
        n++;
        if (!Double.isNaN(one.collisions())) {
          collisions += one.collisions();
          colliding++;
        }
      }
    }
    return new Figures(grouping / n, pairs / n, collisions / Math.max(1, colliding), churn / n);
  }

  private static Figures figures(Corpus corpus, boolean answers) {
    LivePaths paths = new LivePaths(new LearnedWords(), known(), PathHints.none());
    List<Call> calls = corpus.calls(REQUESTS);
    learn(paths, calls, answers);
    paths.mine();
    List<String> endpoints = endpoints(paths, calls);
    List<Call> later = corpus.calls(REQUESTS);
    List<String> before = endpoints(paths, later);
    learn(paths, corpus.calls(4 * REQUESTS), answers);
    paths.mine();
    List<String> after = endpoints(paths, later);
    int changed = 0;
    for (int i = 0; i < later.size(); i++) {
      changed += before.get(i).equals(after.get(i)) ? 0 : 1;
    }
    return new Figures(
        grouping(calls, endpoints, false),
        pairs(calls, endpoints),
        grouping(calls, endpoints, true),
        changed / (double) later.size());
  }

  private static void learn(LivePaths paths, List<Call> calls, boolean answers) {
    for (Call call : calls) {
      LivePaths.Path path = paths.learn("GET", "a.example", call.path(), call::session);
      if (answers) {
        path.shape(call.shape());
      }
    }
  }

  private static List<String> endpoints(LivePaths paths, List<Call> calls) {
    return calls.stream().map(call -> paths.name("GET", "a.example", call.path())).toList();
  }

  /** All words may be told: what is measured is the mining, not when words become clear. */
  private static WordRules known() {
    return new WordRules() {
      private final Set<String> vocabulary =
          Set.of(
              "me",
              "latest",
              "search",
              "default",
              "export",
              "popular",
              "archive",
              "settings",
              "explore",
              "notifications",
              "messages");

      @Override
      public boolean isKnown(String[] path, int index) {
        return true;
      }

      @Override
      public boolean isVocabulary(String word) {
        return vocabulary.contains(word);
      }

      @Override
      public boolean mayBeLearned(String[] path, int index) {
        return true;
      }
    };
  }

  /** The share of requests whose endpoint holds all requests of their route, and no other. */
  private static double grouping(List<Call> calls, List<String> endpoints, boolean collisions) {
    Map<String, Set<String>> endpointsOf = new HashMap<>();
    Map<String, Set<String>> routesOf = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      endpointsOf.computeIfAbsent(calls.get(i).route(), _ -> new HashSet<>()).add(endpoints.get(i));
      routesOf.computeIfAbsent(endpoints.get(i), _ -> new HashSet<>()).add(calls.get(i).route());
    }
    int all = 0;
    int right = 0;
    for (int i = 0; i < calls.size(); i++) {
      if (!collisions || calls.get(i).collides()) {
        all++;
        boolean one = endpointsOf.getOrDefault(calls.get(i).route(), Set.of()).size() == 1;
        right += one && routesOf.getOrDefault(endpoints.get(i), Set.of()).size() == 1 ? 1 : 0;
      }
    }
    return right / (double) all;
  }

  /** F1 of the pairs of requests that are of one endpoint, against those of one route. */
  private static double pairs(List<Call> calls, List<String> endpoints) {
    Map<String, Integer> both = new HashMap<>();
    Map<String, Integer> byRoute = new HashMap<>();
    Map<String, Integer> byEndpoint = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      String route = calls.get(i).route();
      both.merge(route + ' ' + endpoints.get(i), 1, Integer::sum);
      byRoute.merge(route, 1, Integer::sum);
      byEndpoint.merge(endpoints.get(i), 1, Integer::sum);
    }
    return 2 * pairs(both) / (pairs(byRoute) + pairs(byEndpoint));
  }

  private static double pairs(Map<String, Integer> groups) {
    return groups.values().stream().mapToDouble(n -> n * (n - 1.0) / 2).sum();
  }
}
