package dev.parallax.bench.recorder;

import dev.parallax.recorder.endpoint.LearnedWords;
import dev.parallax.recorder.endpoint.LivePaths;
import dev.parallax.recorder.endpoint.PathHints;
import dev.parallax.recorder.endpoint.WordRules;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Mines the paths of a made-up shop, on one thread: half of the requests are for a few hundred
 * paths that come again and again, half have an id, a name or a token that is rarely met twice.
 */
public final class MiningBench {

  private static final int PATHS = 400_000;
  private static final int SESSIONS = 5_000;
  private static final long WARM_UP_NANOS = 1_500_000_000L;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final String[] PAGES = {
    "/",
    "/login",
    "/search?q=%d",
    "/cart",
    "/checkout/payment",
    "/catalogue/new?page=%d",
    "/api/v1/products/%d",
    "/help/returns"
  };

  private final String[] paths = new String[PATHS];
  private final String[] sessions = new String[PATHS];

  private MiningBench(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < PATHS; i++) {
      paths[i] = path(random);
      sessions[i] = "s-%016x".formatted(random.nextInt(SESSIONS) * 0x9e37_79b9_7f4a_7c15L);
    }
  }

  public static void main(String[] args) {
    IO.println(String.format(Locale.ROOT, "%.2f million paths/s", pathsPerSecond() / 1e6));
  }

  /**
   * How many paths one thread mines in a second of processor time, the folding of the trie
   * included: the best of some rounds, each from an empty trie.
   */
  public static double pathsPerSecond() {
    MiningBench bench = new MiningBench(1);
    long end = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < end) {
      bench.round();
    }
    double best = 0;
    for (int round = 0; round < 5; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      bench.round();
      best = Math.max(best, PATHS * 1e9 / (THREADS.getCurrentThreadCpuTime() - start));
    }
    return best;
  }

  private void round() {
    LivePaths mined = new LivePaths(new LearnedWords(), WordRules.none(), PathHints.none());
    long named = 0;
    for (int i = 0; i < PATHS; i++) {
      String session = sessions[i];
      named += mined.learn("GET", "shop.example", paths[i], () -> session).endpoint().length();
    }
    if (named == 0) {
      throw new IllegalStateException("no path was named");
    }
  }

  private static String path(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2, 3 -> PAGES[random.nextInt(PAGES.length)].formatted(random.nextInt(40));
      case 4 -> "/api/v1/orders/" + new UUID(random.nextLong(), random.nextLong());
      case 5 -> "/api/v1/orders/%d/items/%d".formatted(random.nextInt(1 << 20), random.nextInt(9));
      case 6 -> "/users/" + name(random) + "/reviews?page=" + random.nextInt(9);
      default -> "/static/%016x.js".formatted(random.nextLong());
    };
  }

  private static String name(RandomGenerator random) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      name.append((char) ('a' + random.nextInt(26)));
    }
    return name.toString();
  }
}
