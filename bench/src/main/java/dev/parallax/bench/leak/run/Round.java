package dev.parallax.bench.leak.run;

import dev.parallax.bench.leak.oracle.Oracle;
import dev.parallax.bench.leak.place.Cell;
import dev.parallax.bench.leak.run.ProxyRun.Log;
import dev.parallax.bench.leak.value.Secret;
import dev.parallax.bench.leak.value.Symbols;
import dev.parallax.bench.leak.wire.Plant;
import dev.parallax.bench.leak.wire.Tape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * A few values of each of some cells, planted through one proxy and looked for in all that it
 * wrote. All that is in memory is of one round: some 2 KiB for each value.
 */
final class Round {

  private final Set<String> clear = new LinkedHashSet<>();
  private final List<Cell> cellOf = new ArrayList<>();
  private final List<Secret> secrets = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * @param values of each cell
   */
  Round(List<Cell> cells, int values, Symbols symbols) {
    for (Cell cell : cells) {
      if (!cell.clear().isEmpty()) {
        clear.add(cell.clear());
      }
      for (int i = 0; i < values; i++) {
        numbers.put(Plant.tag(secrets.size()), secrets.size());
        cellOf.add(cell);
        secrets.add(cell.entity().next(symbols));
      }
    }
  }

  int size() {
    return secrets.size();
  }

  /**
   * Sends all of it and searches.
   *
   * @param controlled whether what went over the wire is searched as well, as a log without a
   *     sanitiser would have it
   * @param tallies take the counts
   */
  void run(
      Path directory,
      Log log,
      List<String> settings,
      boolean controlled,
      Tallies tallies,
      IntConsumer progress)
      throws IOException, InterruptedException {
    ProxyRun proxy = new ProxyRun(directory, log, clear, settings);
    proxy.send(size(), number -> cellOf.get(number).plant(secrets.get(number)), progress);
    Oracle oracle = new Oracle(secrets);
    Persisted persisted = new Persisted(oracle, numbers);
    persisted.search(proxy.written());
    tallies.add(cellOf, log, persisted.recorded(), oracle);
    if (controlled) {
      tallies.control(cellOf, foundOn(proxy.tape()));
    }
  }

  private BitSet foundOn(Path tape) throws IOException {
    Oracle oracle = new Oracle(secrets);
    Tape.read(
        tape,
        (tag, bytes, body) -> {
          int owner = numbers.getOrDefault(tag, Oracle.NOBODY);
          oracle.record("the wire", owner, bytes, List.of());
          oracle.record("the wire's body", owner, body, List.of(body));
        });
    return oracle.leaked();
  }
}
