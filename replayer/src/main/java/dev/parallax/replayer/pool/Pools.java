package dev.parallax.replayer.pool;

import dev.parallax.replayer.correlate.Entries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All pools of a run; where two are about one place, the first counts. */
public record Pools(List<Pool> all) {

  /** The setting, for what is refused. */
  static final String KEY = "replay.pools";

  public Pools {
    all = List.copyOf(all);
  }

  public static Pools none() {
    return new Pools(List.of());
  }

  /**
   * Reads the rules, and the files that they name; what is to be asked of staging stays open.
   * Places with one source share its ids.
   *
   * @param rules {@code GET /orders/{id} = orders.txt}, {@code GET /orders/{id} = GET /orders body
   *     /items/*}{@code /id}
   * @throws IllegalArgumentException for what is no rule, or a file that can't be used
   */
  public static Pools read(List<String> rules) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    for (String rule : rules) {
      int equals = rule.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "%s: %s (expected: GET /path/{id} = FILE, or GET /path/{id} = GET /path body /POINTER)"
                .formatted(KEY, rule.strip()));
      }
      places
          .computeIfAbsent(rule.substring(equals + 1).strip(), _ -> new ArrayList<>())
          .add(rule.substring(0, equals).strip());
    }
    List<Pool> pools = new ArrayList<>();
    places.forEach(
        (source, at) ->
            pools.add(
                switch (PoolSource.parse(source)) {
                  case PoolSource.Lines lines -> new Pool(source, at, IdFile.read(lines.file()));
                  case PoolSource.Listing _ -> new Pool(source, at, List.of());
                }));
    return new Pools(pools);
  }

  /** Asks staging. */
  @FunctionalInterface
  public interface Asking {

    /**
     * @throws IOException if there is no answer with ids in it, in one sentence
     */
    List<String> ids(PoolSource.Listing listing) throws IOException, InterruptedException;
  }

  /** Whether staging is to be asked. */
  public boolean isOpen() {
    return all.stream().anyMatch(Pool::isOpen);
  }

  /**
   * The same, with the ids that were asked for.
   *
   * @throws IOException if staging does not give them, or too many
   */
  public Pools filled(Asking asking) throws IOException, InterruptedException {
    List<Pool> filled = new ArrayList<>();
    for (Pool pool : all) {
      if (pool.isOpen() && PoolSource.parse(pool.source()) instanceof PoolSource.Listing listing) {
        List<String> ids = asking.ids(listing);
        try {
          filled.add(new Pool(pool.source(), pool.places(), ids));
        } catch (IllegalArgumentException e) {
          throw new IOException(e.getMessage(), e);
        }
      } else {
        filled.add(pool);
      }
    }
    return new Pools(filled);
  }

  /** What they do. */
  public Entries entries() {
    return all.isEmpty() ? Entries.none() : new PooledIds(all);
  }
}
