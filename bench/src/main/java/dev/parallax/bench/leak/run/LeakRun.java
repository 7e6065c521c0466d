package dev.parallax.bench.leak.run;

import dev.parallax.bench.leak.place.Cell;
import dev.parallax.bench.leak.place.Cell.Policy;
import dev.parallax.bench.leak.place.Cells;
import dev.parallax.bench.leak.run.ProxyRun.Log;
import dev.parallax.bench.leak.utility.Utility;
import dev.parallax.bench.leak.value.Symbols;
import dev.parallax.bench.leak.wire.Plant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rounds over all cells, each through a proxy and in a directory of its own. */
final class LeakRun {

  /** A round's values of each cell: what is in memory, and on disk, is bounded by it. */
  private static final int MOST_AT_ONCE = 20;

  private final Path directory;
  private final Symbols symbols;
  private final Tallies tallies = new Tallies();
  private final Progress progress;

  /** Is told what is being done, and how far it is. */
  interface Progress {
    IntConsumer of(String what, int of);
  }

  LeakRun(Path directory, long seed, Progress progress) {
    this.directory = directory;
    symbols = new Symbols(seed);
    this.progress = progress;
  }

  /**
   * Plants values in all cells of a policy.
   *
   * @param values of each cell, over all rounds
   */
  void plant(Policy policy, Log log, int values) throws IOException, InterruptedException {
    List<Cell> cells = Cells.all().stream().filter(cell -> cell.policy() == policy).toList();
    for (int done = 0; done < values; done += MOST_AT_ONCE) {
      Round round = new Round(cells, Math.min(MOST_AT_ONCE, values - done), symbols);
      run(
          round,
          policy + " to " + log + " from " + done,
          log,
          settings(policy),
          log == Log.FILE,
          tallies);
    }
  }

  private static List<String> settings(Policy policy) {
    return policy == Policy.DETECT ? List.of("mode: detect") : List.of();
  }

  private void run(
      Round round, String what, Log log, List<String> settings, boolean controlled, Tallies into)
      throws IOException, InterruptedException {
    Path place = directory.resolve("round");
    round.run(place, log, settings, controlled, into, progress.of(what, round.size()));
    delete(place);
  }

  /**
   * Plants values in the allowed cells of families, with the kinds that know them switched off.
   *
   * @param values of each cell
   * @return what was counted of these cells
   */
  Tallies blinded(Collection<String> families, int values)
      throws IOException, InterruptedException {
    List<Cell> cells =
        Cells.all().stream()
            .filter(cell -> cell.policy() == Policy.ALLOWED && !cell.heldOut())
            .filter(cell -> families.contains(cell.entity().family()))
            .toList();
    String off =
        families.stream()
            .map(Blinded.kinds()::get)
            .flatMap(kinds -> Stream.of(kinds.split(", ")))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    Tallies without = new Tallies();
    run(
        new Round(cells, values, symbols),
        "without " + off,
        Log.FILE,
        List.of("undetected: [" + off + "]"),
        false,
        without);
    return without;
  }

  /** What a recording is still worth. */
  Utility utility(int documents) throws IOException, InterruptedException {
    Utility utility = new Utility(documents, symbols);
    Path place = directory.resolve("utility");
    ProxyRun proxy = new ProxyRun(place, Log.FILE, Utility.clear(), List.of());
    int count = utility.plans().size();
    proxy.send(count, utility.plans()::get, progress.of("utility", count));
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.put(Plant.tag(i), i);
    }
    Persisted.read(proxy.written().resolve(ProxyRun.FILE), numbers, utility::read);
    delete(place);
    return utility;
  }

  Tallies tallies() {
    return tallies;
  }

  private static void delete(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
